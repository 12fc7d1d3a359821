#include "harness/controller/run_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <system_error>

#include "harness/command_line/failure.hpp"

namespace greenbench {
namespace {

/// "20260101T120000Z": sorts by time and needs no quoting anywhere.
std::string compact(std::string utc) {
  utc.erase(std::remove_if(utc.begin(), utc.end(), [](char c) { return c == '-' || c == ':'; }), utc.end());
  return utc;
}

/// A file name has at most 255 bytes; that of a hotspot file may be as long, and several suites make a long list.
std::string short_label(std::string label) {
  constexpr std::size_t most_bytes = 100;
  if (label.size() <= most_bytes) return label;
  std::size_t end = most_bytes;
  while (end > 0 && (static_cast<unsigned char>(label[end]) & 0xC0U) == 0x80U) --end;
  label.resize(end);
  return label;
}

std::filesystem::path unused(const std::filesystem::path& wanted) {
  std::filesystem::path path = wanted;
  for (int i = 2; std::filesystem::exists(path); ++i) path = fmt::format("{}-{}", wanted.string(), i);
  return path;
}

}  // namespace

std::string utc_text(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                     parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::filesystem::path create_run_folder(const std::optional<std::filesystem::path>& wanted,
                                        const std::string& suite_label, const std::string& started_at) {
  std::filesystem::path folder =
      wanted ? *wanted
             : unused(std::filesystem::path{results_folder} / (compact(started_at) + "-" + short_label(suite_label)));
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw UsageError{fmt::format("--out: cannot create {}: {}", folder.string(), error.message())};
  for (const char* name : {"run.json", "journal.jsonl"}) {
    if (std::filesystem::exists(folder / name)) {
      throw UsageError{fmt::format("--out: {} already holds a run ({}); name another folder", folder.string(), name)};
    }
  }
  if (access(folder.c_str(), W_OK | X_OK) != 0) {
    throw UsageError{
        fmt::format("--out: cannot write to {}: {}", folder.string(), std::generic_category().message(errno))};
  }
  return folder;
}

}  // namespace greenbench
