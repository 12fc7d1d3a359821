#include "harness/controller/newest_run.hpp"

#include <fmt/format.h>

#include <optional>
#include <system_error>
#include <utility>

#include "harness/command_line/failure.hpp"
#include "harness/command_line/message.hpp"
#include "harness/command_line/options.hpp"
#include "harness/controller/run_folder.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;

/// When a folder's run was written; empty where there is none.
std::optional<fs::file_time_type> written(const fs::path& folder) {
  for (const char* name : {"run.json", "journal.jsonl"}) {
    std::error_code error;
    const fs::file_time_type time = fs::last_write_time(folder / name, error);
    if (!error) return time;
  }
  return std::nullopt;
}

/// Of two that were written at once, the one whose name, which begins with the time, comes later.
std::optional<fs::path> newest_below(const fs::path& results) {
  std::optional<std::pair<fs::file_time_type, fs::path>> newest;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator{results, error}) {
    const auto time = written(entry.path());
    if (!time) continue;
    const std::pair candidate{*time, entry.path()};
    if (!newest || candidate > *newest) newest = candidate;
  }
  return newest ? std::optional{newest->second} : std::nullopt;
}

}  // namespace

fs::path run_or_newest(const fs::path& typed) {
  std::error_code ignored;
  if (typed != latest_run || fs::exists(typed, ignored)) return typed;
  const std::optional<fs::path> newest = newest_below(results_folder);
  if (!newest) {
    throw UsageError{fmt::format(
        "there is no run in {} here; measure one with greenbench run strings, or name a run's folder", results_folder)};
  }
  say("note: the newest run is {}", newest->string());
  return *newest;
}

}  // namespace greenbench
