// The Go benchmark data format, as benchstat reads it: one line per valid repetition. Runs whose joules differ in
// provenance differ in the configuration line energy-provenance, so benchstat puts them into separate tables.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "results/interop/benchmark_series.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

/// A value on a configuration line goes to the end of the line.
std::string configuration_line(std::string_view key, std::string value) {
  std::ranges::replace_if(
      value, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return value.empty() ? "" : fmt::format("{}: {}\n", key, value);
}

/// "BenchmarkStrings/build/python:join-8": the format wants an upper-case letter after Benchmark, no blanks, and the
/// number of CPUs after a dash where it is known.
std::string line_name(const BenchmarkSeries& series, const std::optional<unsigned>& cpus) {
  std::string name = series.name;
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isspace(c) != 0; }, '_');
  const auto first = static_cast<unsigned char>(name.front());
  name = std::isalpha(first) != 0 ? static_cast<char>(std::toupper(first)) + name.substr(1) : "X" + name;
  return fmt::format("Benchmark{}{}", name, cpus ? fmt::format("-{}", *cpus) : "");
}

std::string line_of(const std::string& name, const Sample& sample) {
  const auto iterations = static_cast<double>(sample.iterations);
  std::string line = fmt::format("{} {} {} ns/op", name, sample.iterations, sample.wall_seconds * 1e9 / iterations);
  if (sample.energy_total_joules) {
    line += fmt::format(" {} J/op {} W", *sample.energy_total_joules / iterations,
                        *sample.energy_total_joules / sample.wall_seconds);
  }
  return line + "\n";
}

}  // namespace

std::string write_benchstat(const Report& report, const Run& run, const WriteOptions& /*options*/) {
  std::string text = configuration_line("greenbench", run.greenbench_version);
  text += configuration_line("energy-provenance", std::string{provenance_word(report)});
  text += configuration_line("energy-source", energy_source(report));
  text += configuration_line("cpu", environment_value(run, "cpu_model").value_or(""));
  if (run.plan.quick) text += configuration_line("preview", "a quick run: its verdicts pass no gate");
  text += "\nUnit J/op better=lower\nUnit W better=lower\n";
  const std::optional<unsigned> cpus = cpu_count(run);
  for (const BenchmarkSeries& series : benchmark_series(run)) {
    text += "\n";
    for (const auto& samples : series.rounds) {
      for (const Sample* sample : samples) text += line_of(line_name(series, cpus), *sample);
    }
  }
  return text;
}

}  // namespace greenbench
