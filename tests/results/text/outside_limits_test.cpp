#include "results/text/outside_limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace greenbench {
namespace {

std::string repeated(std::size_t times, std::string_view text) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST(IsUsualNumber, IsZeroOrOfASizeThatMeasurementsHave) {
  for (const double value : {0.0, -0.0, 1e-30, -1e-30, 1e30, -1e30, 1.7e9})
    EXPECT_TRUE(is_usual_number(value)) << value;
  for (const double value : {5e-324, 9e-31, -9e-31, 1.1e30, -1e308, HUGE_VAL})
    EXPECT_FALSE(is_usual_number(value)) << value;
  EXPECT_FALSE(is_usual_number(std::nan("")));
}

TEST(IsLongName, CountsCharactersAndNotBytes) {
  EXPECT_FALSE(is_long_name(repeated(200, "x")));
  EXPECT_TRUE(is_long_name(repeated(201, "x")));
  EXPECT_FALSE(is_long_name(repeated(200, "€")));
  EXPECT_TRUE(is_long_name(repeated(201, "€")));
}

TEST(Shortened, KeepsTheBeginningAndTheEnd) {
  EXPECT_EQ(shortened(std::string(4096, 'x')), std::string(4096, 'x'));
  const std::string text = shortened("a" + std::string(100'000, 'x') + "z");
  EXPECT_EQ(text, "a" + std::string(2015, 'x') + " [95970 bytes left out] " + std::string(2015, 'x') + "z");
}

// What is saved shortened is shortened once more when it is read.
TEST(Shortened, TwiceIsOnce) {
  for (const std::size_t size : {4097U, 5000U, 1'000'000U}) {
    const std::string once = shortened(std::string(size, 'x'));
    EXPECT_LE(once.size(), most_text_bytes);
    EXPECT_EQ(shortened(once), once);
  }
}

TEST(Shortened, CutsNoCharacter) {
  for (const char* before : {"", "x", "xx"}) {
    const std::string text = shortened(before + repeated(5000, "€"));
    EXPECT_THAT(text, ::testing::HasSubstr("€ ["));
    EXPECT_THAT(text, ::testing::HasSubstr("] €"));
  }
}

}  // namespace
}  // namespace greenbench
