// Files: opened with a limit, read at once, and written whole or not at all.
//
//   std::string text = read_file(folder / "run.json");       // throws std::system_error naming the path
//   write_file_atomically(folder / "report.md", text);       // temporary name, fsync, rename
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace greenbench {

inline constexpr std::uintmax_t most_document_bytes = 200'000'000;  ///< run.json of a million rounds
inline constexpr std::uintmax_t most_samples_bytes = 500'000'000;   ///< samples.csv of two million repetitions

/// Throws std::system_error naming the path; DocumentError for what is no file, which is not waited for, and for one of
/// `limit_bytes` or more.
[[nodiscard]] std::ifstream open_file(const std::filesystem::path& path, std::uintmax_t limit_bytes);

/// The same, and reads it whole.
[[nodiscard]] std::string read_file(const std::filesystem::path& path,
                                    std::uintmax_t limit_bytes = most_document_bytes);

/// Throws std::system_error naming the path; leaves nothing half-written behind.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// The same for a file that is there already and belongs to somebody: a symbolic link is followed rather than replaced,
/// and the file keeps its permissions. Throws also when the file may not be written.
void rewrite_file_atomically(const std::filesystem::path& path, std::string_view content);

}  // namespace greenbench
