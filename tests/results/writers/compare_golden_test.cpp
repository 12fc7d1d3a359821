// Every format of `compare`, byte for byte. GREENBENCH_BLESS=1 rewrites the files; the difference is then reviewed.

#include <gtest/gtest.h>

#include <sstream>

#include "results/text/display_text.hpp"
#include "results/writers/writers.hpp"
#include "tests/results/comparison_example.hpp"
#include "tests/support/golden_file.hpp"

namespace greenbench::testing {
namespace {

struct CompareGolden {
  const char* file;
  const char* format;
  RunComparison (*example)();
  WriteOptions options;
};

const CompareGolden compare_goldens[] = {
    {"compare-measured-80.txt", "terminal", measured_comparison, {.width = 80}},
    {"compare-measured-120.txt", "terminal", measured_comparison, {.width = 120}},
    {"compare-measured.md", "markdown", measured_comparison, {}},
    {"compare-measured.json", "json", measured_comparison, {}},
    {"compare-time-only-80.txt", "terminal", time_only_comparison, {.width = 80}},
    {"compare-time-only.md", "markdown", time_only_comparison, {}},
    {"compare-time-only.json", "json", time_only_comparison, {}},
};

class CompareGoldenFile : public ::testing::TestWithParam<CompareGolden> {};

TEST_P(CompareGoldenFile, IsWhatTheWriterWrites) {
  expect_golden(GetParam().file,
                find_compare_writer(GetParam().format)->write(GetParam().example(), GetParam().options));
}

INSTANTIATE_TEST_SUITE_P(All, CompareGoldenFile, ::testing::ValuesIn(compare_goldens), golden_test_name<CompareGolden>);

TEST(CompareTerminal, KeepsToItsWidth) {
  for (const auto example : {measured_comparison, time_only_comparison}) {
    for (const int width : {72, 80, 120}) {
      std::istringstream text{find_compare_writer("terminal")->write(example(), {.width = width})};
      for (std::string line; std::getline(text, line);) {
        EXPECT_LE(display_width(line), static_cast<std::size_t>(width)) << line;
        EXPECT_FALSE(line.ends_with(' ')) << line;
      }
    }
  }
}

TEST(CompareWriters, AreFoundByName) {
  EXPECT_EQ(find_compare_writer("json")->name, "json");
  EXPECT_EQ(find_compare_writer("csv"), nullptr);
}

}  // namespace
}  // namespace greenbench::testing
