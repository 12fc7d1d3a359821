// Files of an emulated machine: a folder that vanishes, and counters that can be written without a torn read.
//
//   TemporaryFolder folder;
//   write_file(folder.path() / "sys/class/powercap/intel-rapl:0/name", "package-0\n");
//   CounterFile energy{folder.path() / "energy_uj"};  energy.store(61);
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace greenbench::testing {

/// A new folder in the system's temporary folder, readable by everybody; removed with all it holds.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Writes a whole file and makes the folders above it. Throws std::system_error.
void write_file(const std::filesystem::path& path, std::string_view content);

/// A counter as a file of sixteen digits. The digits change in one aligned 16-byte store to a shared mapping, so that a
/// reader sees the old number or the new one and nothing in between.
class CounterFile {
 public:
  /// Creates the file, or maps it if it is there: two names of one file are one counter. Throws std::system_error.
  explicit CounterFile(const std::filesystem::path& path);
  ~CounterFile();
  CounterFile(CounterFile&& other) noexcept;
  CounterFile& operator=(CounterFile&&) = delete;
  CounterFile(const CounterFile&) = delete;
  CounterFile& operator=(const CounterFile&) = delete;

  /// `value` < 10^16.
  void store(std::uint64_t value) noexcept;

  /// The file becomes empty, for descriptors that are open as well. No store() may follow before restore().
  void truncate();
  void restore();

 private:
  int descriptor_ = -1;
  void* page_ = nullptr;
};

}  // namespace greenbench::testing
