#include "counters/system/kernel_text.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace greenbench {
namespace {

TEST(WholeNumber, TakesNothingButANumber) {
  EXPECT_EQ(whole_number<int>("12"), 12);
  EXPECT_EQ(whole_number<int>("-1"), -1);
  EXPECT_EQ(whole_number<std::uint64_t>("d0c", 16), 0xd0cU);
  for (const char* text : {"", " 1", "1 ", "1-2", "0x1", "99999999999"}) EXPECT_FALSE(whole_number<int>(text)) << text;
  EXPECT_FALSE(whole_number<std::uint64_t>("-1"));
}

TEST(HasWord, FindsWholeWordsOnly) {
  EXPECT_TRUE(has_word("fpu sgx sgx_lc", "sgx"));
  EXPECT_TRUE(has_word("sgx_lc sgx", "sgx"));
  EXPECT_FALSE(has_word("sgx_lc osgx", "sgx"));
  EXPECT_FALSE(has_word("", "sgx"));
}

}  // namespace
}  // namespace greenbench
