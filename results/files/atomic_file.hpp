// Whole files: read at once, and written whole or not at all.
//
//   std::string text = read_file(folder / "run.json");       // throws std::system_error naming the path
//   write_file_atomically(folder / "report.md", text);       // temporary name, fsync, rename
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace greenbench {

/// A run of a million repetitions fits.
inline constexpr std::uintmax_t most_bytes_read = 500'000'000;

/// Throws std::system_error naming the path; DocumentError for what is no file, which is not waited for, and for more
/// than most_bytes_read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Throws std::system_error naming the path; leaves nothing half-written behind.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// The same for a file that is there already and belongs to somebody: a symbolic link is followed rather than replaced,
/// and the file keeps its permissions. Throws also when the file may not be written.
void rewrite_file_atomically(const std::filesystem::path& path, std::string_view content);

}  // namespace greenbench
