// The folder a run is saved in.
//
//   std::filesystem::path folder = create_run_folder(options.out, "strings", started_at);
//   // greenbench-results/20260101T120000Z-strings
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace greenbench {

/// Where runs go unless --out says otherwise.
constexpr const char* results_folder = "greenbench-results";

/// "2026-01-01T12:00:00Z"
[[nodiscard]] std::string utc_text(std::chrono::system_clock::time_point time);

/// Creates `wanted`, or a folder named by time and suite below greenbench-results/. Throws UsageError when
/// it cannot be created or written, or already holds a run.
[[nodiscard]] std::filesystem::path create_run_folder(const std::optional<std::filesystem::path>& wanted,
                                                      const std::string& suite_label, const std::string& started_at);

}  // namespace greenbench
