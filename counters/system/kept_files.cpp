#include "counters/system/kept_files.hpp"

#include <fcntl.h>

#include <map>

namespace greenbench {
namespace {

/// Descriptors belong to the process, and so does what is known of them.
struct Kept {
  bool keeping = false;
  std::map<std::string, FileDescriptor> files;
};

Kept& kept() {
  static Kept all;
  return all;
}

FileDescriptor copy_of(const FileDescriptor& file) {
  return FileDescriptor{fcntl(file.get(), F_DUPFD_CLOEXEC, 0)};
}

}  // namespace

KeepFiles::KeepFiles() {
  kept().keeping = true;
}

KeepFiles::~KeepFiles() {
  kept().keeping = false;
}

OpenedFile kept_if_forbidden(const std::string& name, OpenedFile opened) {
  Kept& all = kept();
  if (opened.descriptor.is_open()) {
    all.files.erase(name);
    if (all.keeping) all.files.emplace(name, copy_of(opened.descriptor));
    return opened;
  }
  const auto found = all.files.find(name);
  if (!means_no_permission(opened.error) || found == all.files.end()) return opened;
  FileDescriptor again = copy_of(found->second);
  if (!again.is_open()) return opened;
  return {std::move(again), {}};
}

OpenedFile open_counter(const std::filesystem::path& path) {
  return kept_if_forbidden(path.string(), open_file(path));
}

}  // namespace greenbench
