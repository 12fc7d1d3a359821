#include "workloads/library/library_handle.hpp"

#include <cxxabi.h>
#include <dlfcn.h>
#include <fmt/format.h>

#include <cstdlib>
#include <new>
#include <string_view>

#include "workloads/hotspot_file_error.hpp"
#include "workloads/library/library_outcome.hpp"

namespace greenbench {
namespace {

using Outcome = hotspot_abi::Outcome;

/// "greenbench::hotspots()" of "_ZN10greenbench8hotspotsEv"; other names as they are.
std::string demangled(const std::string& symbol) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> readable{
      abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status), &std::free};
  return status == 0 ? std::string{readable.get()} : symbol;
}

/// What the dynamic linker says begins with the path, which the message does already.
std::string linker_words(std::string words, const std::string& path) {
  if (words.starts_with(path + ": ")) words.erase(0, path.size() + 2);
  constexpr std::string_view undefined = "undefined symbol: ";
  const std::size_t found = words.find(undefined);
  if (found == std::string::npos) {
    const bool is_another_kind = words.find("ELF") != std::string::npos || words.find("too short") != std::string::npos;
    return words + (is_another_kind ? "; it must be a shared library for this machine's processor" : "");
  }
  const std::size_t name = found + undefined.size();
  const std::size_t end = std::min(words.find_first_of(" \t,", name), words.size());
  return words.substr(0, name) + demangled(words.substr(name, end - name)) +
         "; define it in the library, or link the library that does";
}

/// It stays in memory when it is closed: its threads may still run.
void* open_library(const std::string& path) {
  void* const handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (handle != nullptr) return handle;
  const char* const why = dlerror();  // NOLINT(concurrency-mt-unsafe): a thread sees its own errors with glibc
  throw HotspotFileError{path, 0,
                         "it cannot be loaded: " + linker_words(why == nullptr ? "no reason given" : why, path)};
}

template <class Function>
Function function_of(void* handle, const char* name, const std::string& path) {
  if (void* const found = dlsym(handle, name)) return reinterpret_cast<Function>(found);
  throw HotspotFileError{path, 0,
                         fmt::format("it exports no {}: include greenbench/hotspot.hpp in one of its sources and "
                                     "define greenbench::hotspots() there",
                                     name)};
}

/// Before anything else of the library is called: all but this may have another meaning in another version.
void check_version(std::uint32_t found, const std::string& path) {
  if (found == hotspot_abi::version) return;
  throw HotspotFileError{
      path, 0,
      fmt::format("it was built with version {} of greenbench/hotspot_abi.hpp, and this program has version {}; build "
                  "it again with the headers of this greenbench",
                  found, hotspot_abi::version)};
}

}  // namespace

std::string text_of(hotspot_abi::Text text) {
  return text.bytes == nullptr ? std::string{} : std::string(text.bytes, text.size);
}

void LibraryHandle::Close::operator()(void* handle) const noexcept {
  dlclose(handle);
}

LibraryHandle::LibraryHandle(const std::filesystem::path& file) : handle_(open_library(file.string())) {
  const std::string path = file.string();
  check_version(function_of<hotspot_abi::VersionFunction>(handle_.get(), hotspot_abi::version_function, path)(), path);
  const auto list = function_of<hotspot_abi::LibraryFunction>(handle_.get(), hotspot_abi::library_function, path);
  KeptComplaint complaint;
  const Outcome outcome = list(&library_, complaint.record());
  if (outcome == Outcome::out_of_memory) throw std::bad_alloc{};
  if (outcome != Outcome::done) {
    throw HotspotFileError{path, 0, "its greenbench::hotspots() failed: " + complaint.text()};
  }
}

/// Clang's own text for its version ends in a blank.
std::string LibraryHandle::compiler() const {
  std::string text = text_of(library_.compiler);
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

LibraryHandle::~LibraryHandle() {
  if (library_.release != nullptr) library_.release(library_.owner);
}

}  // namespace greenbench
