#include "counters/system/own_program.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <sys/auxv.h>

#include <filesystem>

namespace greenbench {
namespace {

/// Where the file that holds an address was loaded.
const void* base_of(const void* address) {
  Dl_info about{};
  return dladdr(address, &about) == 0 ? nullptr : about.dli_fbase;
}

/// An address in the program that the kernel has started: its table of segments.
const void* in_main_program() {
  // NOLINTNEXTLINE: the kernel hands the address over as a number
  return reinterpret_cast<const void*>(getauxval(AT_PHDR));
}

}  // namespace

bool is_of_main_program(const void* address) {
  return base_of(address) == base_of(in_main_program());
}

std::optional<std::string> own_program() {
  static constexpr char here = 0;
  if (!is_of_main_program(&here)) return std::nullopt;
  std::error_code error;
  const std::filesystem::path path = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "greenbench" : path.string();
}

std::string take_the_program_instead(std::string_view capability) {
  return fmt::format(
      "measure with greenbench as a program of its own, which can be given the right {} (its doctor says how). A "
      "Python that had it would give it to every script",
      capability);
}

}  // namespace greenbench
