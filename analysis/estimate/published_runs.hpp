// Programs whose joules others measured: what the estimate is checked against.
//
//   std::vector<PublishedRun> runs = published_runs();
//   runs[0].joules / runs[0].wall_seconds;   // watts of two processor packages and their memory
//
// One server with two packages and published_cpus hardware threads, clock free, read through RAPL: N. van Kempen and
// others, "It's Not Easy Being Green", arXiv 2410.05460; figures of github.com/nicovank/Energy-Languages (Apache-2.0),
// commit ef67eb6, condensed to medians. The source does not name the processor.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace greenbench {

inline constexpr int published_cpus = 128;

/// One implementation of one program: medians over its runs, of the whole program.
struct PublishedRun {
  std::string program;         ///< "n-body"
  std::string implementation;  ///< mostly a language: "C++"
  std::uint32_t runs = 0;
  double wall_seconds = 0.0;
  double cpu_seconds = 0.0;
  double joules = 0.0;  ///< of both packages and their memory
};

/// Lines of the CSV file, the header first.
[[nodiscard]] std::span<const std::string_view> published_runs_lines();

/// Those that are part of the program, sorted by program.
[[nodiscard]] std::vector<PublishedRun> published_runs();

/// `file` is what errors name. Throws DocumentError.
[[nodiscard]] std::vector<PublishedRun> read_published_runs(std::istream& rows, const std::string& file);

}  // namespace greenbench
