#include "results/text/number_text.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace greenbench {
namespace {

TEST(ThreeDigits, RoundsToThreeSignificantDigits) {
  EXPECT_EQ(three_digits(1.944), "1.94");
  EXPECT_EQ(three_digits(19.44), "19.4");
  EXPECT_EQ(three_digits(194.4), "194");
  EXPECT_EQ(three_digits(1944.0), "1,940");
  EXPECT_EQ(three_digits(1'234'567.0), "1,230,000");
  EXPECT_EQ(three_digits(0.01944), "0.0194");
  EXPECT_EQ(three_digits(2.0), "2.00");
  EXPECT_EQ(three_digits(-1944.0), "-1,940");
}

TEST(ThreeDigits, KeepsThreeDigitsWhenRoundingCarries) {
  EXPECT_EQ(three_digits(9.996), "10.0");
  EXPECT_EQ(three_digits(99.96), "100");
  EXPECT_EQ(three_digits(0.9996), "1.00");
  EXPECT_EQ(three_digits(999.6), "1,000");
}

TEST(PercentText, IsShort) {
  EXPECT_EQ(percent_text(0.0123), "1.2%");
  EXPECT_EQ(percent_text(0.02), "2%");
  EXPECT_EQ(percent_text(0.0996), "10%");
  EXPECT_EQ(percent_text(0.254), "25%");
  EXPECT_EQ(percent_text(12.5), "1,250%");
  EXPECT_EQ(percent_text(0.0004), "<0.1%");
  EXPECT_EQ(percent_text(0.95), "95%");
}

TEST(Grouped, SeparatesThousandsBeforeThePointOnly) {
  EXPECT_EQ(grouped("1"), "1");
  EXPECT_EQ(grouped("999"), "999");
  EXPECT_EQ(grouped("1000"), "1,000");
  EXPECT_EQ(grouped("1234567.12345"), "1,234,567.12345");
  EXPECT_EQ(grouped("-123456"), "-123,456");
}

std::string_view symbol_for(const std::vector<double>& values) {
  return choose_prefix(values).symbol;
}

TEST(ChoosePrefix, KeepsTheLargestBelowAThousand) {
  EXPECT_EQ(symbol_for({0.207, 0.104}), "m");
  EXPECT_EQ(symbol_for({2.07, 0.104}), "");
  EXPECT_EQ(symbol_for({3e-6}), "µ");
  EXPECT_EQ(symbol_for({4e-9}), "n");
  EXPECT_EQ(symbol_for({4e-12}), "n");
  EXPECT_EQ(symbol_for({5000.0}), "k");
  EXPECT_EQ(symbol_for({0.99951}), "");
}

TEST(ChoosePrefix, GoesLowerRatherThanHideTheSmallest) {
  EXPECT_EQ(symbol_for({2.0, 0.01}), "");
  EXPECT_EQ(symbol_for({2.0, 0.009}), "m");
  EXPECT_EQ(symbol_for({2.0, 0.000'009}), "µ");
}

TEST(ChoosePrefix, IgnoresWhatIsNotPositive) {
  EXPECT_EQ(symbol_for({0.0, -1.0, 3e-3}), "m");
  EXPECT_EQ(symbol_for({}), "");
}

TEST(QuantityText, HasItsOwnPrefix) {
  EXPECT_EQ(quantity_text(0.00194, "J"), "1.94 mJ");
  EXPECT_EQ(quantity_text(61.8e-6, "s"), "61.8 µs");
}

TEST(BinaryPrefix, IsTheLargestThatFitsAllBytes) {
  const auto symbol = [](std::vector<double> bytes) { return std::string{choose_binary_prefix(bytes).symbol}; };
  EXPECT_EQ(symbol({}), "");
  EXPECT_EQ(symbol({1000.0}), "");
  EXPECT_EQ(symbol({1024.0}), "Ki");
  EXPECT_EQ(symbol({0.0, 80'000'000.0}), "Mi");
  EXPECT_EQ(symbol({4096.0, 80'000'000.0}), "Ki");  // 4 KiB would read 0.00391 MiB
  EXPECT_EQ(symbol({3e9}), "Gi");
}

TEST(ShortCount, IsExactInTheFewestDigits) {
  EXPECT_EQ(short_count(10), "10");
  EXPECT_EQ(short_count(1'000), "1k");
  EXPECT_EQ(short_count(1'500), "1,500");
  EXPECT_EQ(short_count(300'000), "300k");
  EXPECT_EQ(short_count(1'500'000), "1500k");
  EXPECT_EQ(short_count(10'000'000), "10M");
  EXPECT_EQ(short_count(1'000'000'001), "1,000,000,001");
}

}  // namespace
}  // namespace greenbench
