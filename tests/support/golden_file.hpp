// A text compared with an approved file of tests/golden, byte for byte; ./dev bless (GREENBENCH_BLESS=1) rewrites the
// files, and the difference is then reviewed.
//
//   TEST(Json, IsWhatWasApproved) { expect_golden("measured.json", write_json(example)); }
//   INSTANTIATE_TEST_SUITE_P(All, GoldenFile, ::testing::ValuesIn(goldens), golden_test_name<Golden>);
#pragma once

#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "results/files/atomic_file.hpp"

namespace greenbench::testing {

inline void expect_golden(std::string_view file, const std::string& text) {
  const std::filesystem::path path = std::filesystem::path{GREENBENCH_TESTS_FOLDER} / "golden" / file;
  if (const char* bless = std::getenv("GREENBENCH_BLESS"); bless != nullptr && std::string_view{bless} == "1") {
    write_file_atomically(path, text);
  }
  EXPECT_EQ(text, read_file(path)) << "if the change is meant: ./dev bless, then review the difference";
}

/// The name of a test from the `file` of its parameter.
template <class Golden>
std::string golden_test_name(const ::testing::TestParamInfo<Golden>& info) {
  std::string name{info.param.file};
  for (char& character : name) {
    if (std::isalnum(static_cast<unsigned char>(character)) == 0) character = '_';
  }
  return name;
}

}  // namespace greenbench::testing
