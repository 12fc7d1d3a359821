// Small files of sysfs and procfs: opened once, read at offset 0 again and again.
//
//   FileRead text = read_text_file("/sys/class/powercap/intel-rapl:0/name");
//   OpenedFile file = open_file("/sys/class/powercap/intel-rapl:0/energy_uj");
//   NumberRead energy = read_number(file.descriptor);
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <system_error>

namespace greenbench {

/// Owns a file descriptor and closes it.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor();

  [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
  [[nodiscard]] int get() const noexcept { return descriptor_; }

 private:
  int descriptor_ = -1;
};

/// `error` is set exactly when `descriptor` is not open.
struct OpenedFile {
  FileDescriptor descriptor;
  std::error_code error;
};

/// `error` is set exactly when `text` is empty of meaning: the file could not be opened or read.
struct FileRead {
  std::string text;  ///< without the newline at its end
  std::error_code error;
};

struct NumberRead {
  std::uint64_t value = 0;  ///< undefined when `error` is set
  std::error_code error;
};

[[nodiscard]] OpenedFile open_file(const std::filesystem::path& path);

[[nodiscard]] inline bool means_no_permission(const std::error_code& error) {
  return error == std::errc::permission_denied || error == std::errc::operation_not_permitted;
}

/// The whole of a text file.
[[nodiscard]] FileRead read_text_file(const std::filesystem::path& path);

/// The decimal number a file consists of, or nothing when it cannot be read or holds anything else.
[[nodiscard]] std::optional<std::uint64_t> read_number_file(const std::filesystem::path& path);

/// The file's first bytes, by pread at offset 0: the part of `buffer` that was filled. Does not allocate.
/// Empty with `error` set when nothing could be read; a file without content is ENODATA.
struct BytesRead {
  std::span<const char> bytes;
  std::error_code error;
};
[[nodiscard]] BytesRead read_at_start(const FileDescriptor& file, std::span<char> buffer) noexcept;

/// The decimal number at the start of an open file. Does not allocate; safe from several threads at once.
/// Leading zeros and a missing newline are fine; anything that is not a number is EILSEQ, more than 64 bits ERANGE.
[[nodiscard]] NumberRead read_number(const FileDescriptor& file) noexcept;

}  // namespace greenbench
