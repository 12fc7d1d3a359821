// greenbench_simulation: what the statistics do on simulated noise with known truth.
//
//   greenbench_simulation                                  print all tables as Markdown
//   greenbench_simulation --section stopping               one of them
//   greenbench_simulation --check docs/method.md           exit 1 when a limit is broken or the file has other tables
//   greenbench_simulation --trials 50 --section coverage   quick, for sanitizers; tables and limits mean little
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "results/files/atomic_file.hpp"
#include "tests/simulation/sections.hpp"

namespace greenbench {
namespace {

struct NamedSection {
  const char* name;
  Section (*simulate)(Effort);
};

constexpr std::array named_sections{
    NamedSection{"coverage", simulate_coverage}, NamedSection{"stopping", simulate_stopping},
    NamedSection{"families", simulate_families}, NamedSection{"side_by_side", simulate_side_by_side}};

/// Prints every limit; true when all hold and the page has these tables.
bool passes(const NamedSection& named, const Section& section, const std::string& page) {
  bool passed = true;
  for (const Limit& limit : section.limits) {
    fmt::print("{} {}\n", limit.holds ? "ok    " : "BROKEN", limit.name);
    passed = passed && limit.holds;
  }
  if (page.find(section.markdown) != std::string::npos) return passed;
  fmt::print("STALE  section {}: run ./dev docs. It should read:\n\n{}", named.name, section.markdown);
  return false;
}

int run(const std::string& wanted, Effort effort, const std::string& page_path) {
  const std::string page = page_path.empty() ? "" : read_file(page_path);
  bool passed = true;
  bool first = true;
  for (const NamedSection& named : named_sections) {
    if (!wanted.empty() && wanted != named.name) continue;
    const Section section = named.simulate(effort);
    if (page_path.empty()) {
      fmt::print("{}{}", first ? "" : "\n", section.markdown);
    } else {
      passed = passes(named, section, page) && passed;
    }
    first = false;
  }
  return passed ? 0 : 1;
}

int run_command_line(int count, char** arguments) {
  CLI::App app{"What greenbench's statistics do on simulated noise with known truth."};
  std::string section;
  std::string page;
  Effort effort;
  std::vector<std::string> names;
  for (const NamedSection& named : named_sections) names.emplace_back(named.name);
  app.add_option("--section", section, "only this one")->check(CLI::IsMember(names));
  app.add_option("--check", page, "a page that must hold the tables");
  app.add_option("--trials", effort.trials, "per row")->check(CLI::Range(20U, 10'000'000U));
  CLI11_PARSE(app, count, arguments);
  return run(section, effort, page);
}

}  // namespace
}  // namespace greenbench

int main(int count, char** arguments) {
  try {
    return greenbench::run_command_line(count, arguments);
  } catch (const std::exception& error) {
    fmt::print(stderr, "greenbench_simulation: {}\n", error.what());
    return 2;
  }
}
