// What a run was asked to measure, in the words of the command line: part of the plan, so that the same can be asked
// for again. What the rest of the plan says (limits, sources, seed, roots, user) is not repeated here.
//
//   RunRequest request{.suites = {"strings"}, .languages = {"python"}};
//   run.plan.request = request;
//   commands_to_repeat(run.plan, {});    // "greenbench run --suite strings --language python ..."
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace greenbench {

/// Patterns are replaced by what they matched.
struct RunRequest {
  std::vector<std::string> suites = {};     ///< as typed; "all" is one
  std::vector<std::string> hotspots = {};   ///< ids
  std::vector<std::string> files = {};      ///< the user's files of hotspots, absolute
  bool whole_files = false;                 ///< their hotspots were meant whatever else was named
  std::vector<std::string> languages = {};  ///< empty: all
  std::vector<std::string> variants = {};   ///< "python:join"; empty: all
  std::optional<std::uint64_t> size = {};
  bool article_size = false;
  bool sweep = false;
  bool require_measured = false;
  bool allow_unoptimized = false;
  /// Of `exec`: everything but what it shares with `run`, as words of the command line. Empty for `run`.
  std::vector<std::string> exec_words = {};
  /// Of a core, beyond what other processes did before the run; the plan's limit is the sum.
  double max_other_load = 0.1;
};

}  // namespace greenbench
