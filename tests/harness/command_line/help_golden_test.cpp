// What --help prints, byte for byte, and that it fits a terminal.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/Version.hpp>
#include <string>
#include <vector>

#include "harness/command_line/command_line.hpp"
#include "tests/support/golden_file.hpp"

namespace greenbench::testing {
namespace {

/// Its layout is the work of CLI11, and changes a little with its version.
constexpr std::string_view approved_version = "2.1.2";

struct HelpGolden {
  std::string file;
  std::vector<std::string> arguments;
};

std::vector<HelpGolden> help_goldens() {
  std::vector<HelpGolden> goldens{{"help/greenbench.txt", {"--help"}}};
  for (const char* command : {"run", "exec", "list", "report", "compare", "claims", "check", "init", "docs", "resume",
                              "doctor", "generate"}) {
    goldens.push_back({std::string{"help/"} + command + ".txt", {command, "--help"}});
  }
  return goldens;
}

class Help : public ::testing::TestWithParam<HelpGolden> {};

TEST_P(Help, IsWhatWasApproved) {
  if (approved_version != CLI11_VERSION) GTEST_SKIP() << "approved with CLI11 " << approved_version;
  expect_golden(GetParam().file, parse_command_line(GetParam().arguments).text.value());
}

INSTANTIATE_TEST_SUITE_P(All, Help, ::testing::ValuesIn(help_goldens()), golden_test_name<HelpGolden>);

}  // namespace
}  // namespace greenbench::testing
