// Every format of `compare`, byte for byte. GREENBENCH_BLESS=1 rewrites the files; the difference is then reviewed.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "results/files/atomic_file.hpp"
#include "results/text/display_text.hpp"
#include "results/writers/writers.hpp"
#include "tests/results/comparison_example.hpp"

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
  const std::filesystem::path path = std::filesystem::path{GREENBENCH_TESTS_FOLDER} / "golden" / GetParam().file;
  const std::string text = find_compare_writer(GetParam().format)->write(GetParam().example(), GetParam().options);
  if (const char* bless = std::getenv("GREENBENCH_BLESS"); bless != nullptr && std::string{bless} == "1") {
    write_file_atomically(path, text);
  }
  EXPECT_EQ(text, read_file(path)) << "if the change is meant: GREENBENCH_BLESS=1, then review the difference";
}

std::string compare_test_name(const ::testing::TestParamInfo<CompareGolden>& info) {
  std::string name = info.param.file;
  for (char& character : name) {
    if (std::isalnum(static_cast<unsigned char>(character)) == 0) character = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, CompareGoldenFile, ::testing::ValuesIn(compare_goldens), compare_test_name);

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
