#include "counters/system/posix_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <utility>

namespace greenbench {

namespace {

std::error_code last_error() noexcept {
  return {errno, std::generic_category()};
}

/// Digits, then nothing but a line end or the end of the file.
NumberRead parse_number(std::span<const char> text) noexcept {
  NumberRead result;
  const char* end = text.data() + text.size();
  const auto [rest, failure] = std::from_chars(text.data(), end, result.value);
  if (failure != std::errc{}) {
    const bool too_big = failure == std::errc::result_out_of_range;
    result.error = std::make_error_code(too_big ? std::errc::result_out_of_range : std::errc::illegal_byte_sequence);
  } else if (rest != end && *rest != '\n') {
    result.error = std::make_error_code(std::errc::illegal_byte_sequence);
  }
  return result;
}

}  // namespace

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (is_open()) close(descriptor_);
}

OpenedFile open_file(const std::filesystem::path& path) {
  FileDescriptor descriptor{open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!descriptor.is_open()) return {FileDescriptor{}, last_error()};
  return {std::move(descriptor), {}};
}

FileRead read_text_file(const std::filesystem::path& path) {
  const OpenedFile file = open_file(path);
  if (file.error) return {{}, file.error};
  FileRead result;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t count = ::read(file.descriptor.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return {{}, last_error()};
    if (count == 0) break;
    result.text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  if (result.text.ends_with('\n')) result.text.pop_back();
  return result;
}

std::optional<std::uint64_t> read_number_file(const std::filesystem::path& path) {
  const OpenedFile file = open_file(path);
  if (file.error) return std::nullopt;
  const NumberRead number = read_number(file.descriptor);
  if (number.error) return std::nullopt;
  return number.value;
}

BytesRead read_at_start(const FileDescriptor& file, std::span<char> buffer) noexcept {
  ssize_t count = -1;
  do {
    count = pread(file.get(), buffer.data(), buffer.size(), 0);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return {{}, last_error()};
  if (count == 0) return {{}, std::make_error_code(std::errc::no_message_available)};
  return {buffer.first(static_cast<std::size_t>(count)), {}};
}

NumberRead read_number(const FileDescriptor& file) noexcept {
  std::array<char, 32> buffer{};
  const BytesRead read = read_at_start(file, buffer);
  if (read.error) return {0, read.error};
  return parse_number(read.bytes);
}

}  // namespace greenbench
