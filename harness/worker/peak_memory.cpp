#include "harness/worker/peak_memory.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "counters/system/posix_file.hpp"
#include "harness/machine/kernel_files.hpp"

namespace greenbench {
namespace {

constexpr std::uint64_t bytes_per_kibibyte = 1024;

bool reset_high_water_mark() {
  const FileDescriptor file{open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)};
  return file.is_open() && write(file.get(), "5", 1) == 1;
}

/// A line such as "VmHWM:     1234 kB".
std::optional<std::uint64_t> status_bytes(const char* key) {
  const auto values = values_of(read_text_file("/proc/self/status").text, key);
  if (values.empty()) return std::nullopt;
  const std::string& text = values.front();
  std::uint64_t kibibytes = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), kibibytes).ec != std::errc{}) return std::nullopt;
  return kibibytes * bytes_per_kibibyte;
}

}  // namespace

std::optional<PeakMemory> peak_memory_of(const std::function<void()>& work) {
  malloc_trim(0);
  const bool can_tell = reset_high_water_mark();
  const auto before = status_bytes("VmRSS");
  work();
  const auto peak = status_bytes("VmHWM");
  if (!can_tell || !before || !peak) return std::nullopt;
  return PeakMemory{.resident_before_bytes = *before, .peak_resident_bytes = std::max(*before, *peak)};
}

}  // namespace greenbench
