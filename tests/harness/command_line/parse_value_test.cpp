#include "harness/command_line/parse_value.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace greenbench {
namespace {

TEST(ParseFraction, TakesPercentages) {
  EXPECT_DOUBLE_EQ(*parse_fraction("2%"), 0.02);
  EXPECT_DOUBLE_EQ(*parse_fraction("0.5 %"), 0.005);
}

// 0.5 may be meant as half a percent or as a half.
TEST(ParseFraction, ANumberWithoutItsSignIsNoPercentage) {
  for (const char* text : {"0.02", "0.5", "5"}) EXPECT_FALSE(parse_fraction(text)) << text;
  for (const char* text : {"0.1", "10"}) EXPECT_FALSE(parse_share(text)) << text;
}

TEST(ParseShare, MayBeMoreThanOneCpu) {
  EXPECT_DOUBLE_EQ(*parse_share("10%"), 0.1);
  EXPECT_DOUBLE_EQ(*parse_share("10000%"), 100.0);
  for (const char* text : {"0%", "-1%", "100001%", "1e308%"}) EXPECT_FALSE(parse_share(text)) << text;
}

TEST(ParseSeed, IsAnyNumberOf64Bits) {
  EXPECT_EQ(parse_seed("0"), 0U);
  EXPECT_EQ(parse_seed("18446744073709551615"), 18446744073709551615U);
  for (const char* text : {"-1", "18446744073709551616", "", "1.5", "0x1", " 1", "one"}) {
    EXPECT_FALSE(parse_seed(text)) << text;
  }
}

TEST(ParseFraction, RefusesWhatIsNotBetweenZeroAndOne) {
  for (const char* text : {"-1", "0", "0%", "100%", "1", "nan", "inf", "", "2 percent", "%"}) {
    EXPECT_FALSE(parse_fraction(text)) << text;
  }
}

TEST(ParseSeconds, KnowsTheUnitsOfTime) {
  EXPECT_DOUBLE_EQ(*parse_seconds("60s"), 60.0);
  EXPECT_DOUBLE_EQ(*parse_seconds("10ms"), 0.01);
  EXPECT_DOUBLE_EQ(*parse_seconds("250us"), 0.00025);
  EXPECT_DOUBLE_EQ(*parse_seconds("2min"), 120.0);
  EXPECT_DOUBLE_EQ(*parse_seconds("1h"), 3600.0);
  EXPECT_DOUBLE_EQ(*parse_seconds("1.5 s"), 1.5);
}

TEST(ParseSeconds, RefusesOtherUnitsAndNothing) {
  for (const char* text : {"10 days", "ms", "-1s", "0", "3", "", "10mss", "1e-300s", "0.9us", "1001h", "1e308h"}) {
    EXPECT_FALSE(parse_seconds(text)) << text;
  }
}

TEST(ParsePauseSeconds, TakesZeroAsWell) {
  EXPECT_DOUBLE_EQ(*parse_pause_seconds("0ms"), 0.0);
  EXPECT_DOUBLE_EQ(*parse_pause_seconds("20ms"), 0.02);
  for (const char* text : {"-1ms", "", "soon", "nan", "0", "20"}) EXPECT_FALSE(parse_pause_seconds(text)) << text;
}

TEST(ParseBytes, KnowsTheUnitsOfMemory) {
  EXPECT_EQ(*parse_bytes("512"), 512U);
  EXPECT_EQ(*parse_bytes("512B"), 512U);
  EXPECT_EQ(*parse_bytes("1KiB"), 1024U);
  EXPECT_EQ(*parse_bytes("1.5 KiB"), 1536U);
  EXPECT_EQ(*parse_bytes("1024MiB"), 1'073'741'824U);
}

TEST(ParseBytes, RefusesWhatIsNoWholeNumberOfBytes) {
  for (const char* text : {"0", "-1", "0.5", "1kB", "1KB", "", "KiB", "1025MiB", "1e300MiB", "nan"}) {
    EXPECT_FALSE(parse_bytes(text)) << text;
  }
}

TEST(ParseRate, KnowsHowOftenSomethingIsDone) {
  EXPECT_DOUBLE_EQ(*parse_rate("250/s"), 250.0);
  EXPECT_DOUBLE_EQ(*parse_rate("3/min"), 0.05);
  EXPECT_DOUBLE_EQ(*parse_rate("9 /h"), 0.0025);
  EXPECT_DOUBLE_EQ(*parse_rate("86400/day"), 1.0);
  for (const char* text : {"5", "0/s", "-1/s", "1/week", "/s", "", "inf/s", "1/", "1e308/s", "1e-300/s"})
    EXPECT_FALSE(parse_rate(text)) << text;
}

TEST(ParsePue, IsAtLeastOne) {
  EXPECT_DOUBLE_EQ(*parse_pue("1"), 1.0);
  EXPECT_DOUBLE_EQ(*parse_pue("1.25"), 1.25);
  for (const char* text : {"0.9", "0", "-1", "120", "1.2x", "", "nan", "inf"}) EXPECT_FALSE(parse_pue(text)) << text;
}

TEST(ParseGramsPerKilowattHour, IsANumberOfZeroOrMore) {
  EXPECT_DOUBLE_EQ(*parse_grams_per_kilowatt_hour("400"), 400.0);
  EXPECT_DOUBLE_EQ(*parse_grams_per_kilowatt_hour("400 g/kWh"), 400.0);
  EXPECT_DOUBLE_EQ(*parse_grams_per_kilowatt_hour("0"), 0.0);
  for (const char* text : {"-1", "nan", "DEU", "400kg", "", "1e308"})
    EXPECT_FALSE(parse_grams_per_kilowatt_hour(text)) << text;
}

}  // namespace
}  // namespace greenbench
