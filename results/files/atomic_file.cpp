#include "results/files/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "results/model/document_error.hpp"

namespace greenbench {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const char* operation) {
  throw std::system_error(errno, std::generic_category(), path.string() + ": " + operation);
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
}

/// A new file beside its destination. It disappears again unless it was renamed over the destination.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::filesystem::path destination) : destination_(std::move(destination)) {
    // The process id keeps two programs apart, the number a file that a killed one left behind.
    const std::string name = destination_.filename().string();
    for (int number = 0; descriptor_ < 0; ++number) {
      path_ = folder_of(destination_) / fmt::format(".{}.{}.{}.tmp", name, ::getpid(), number);
      descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (descriptor_ < 0 && errno != EEXIST) fail(destination_, "cannot create a file there");
    }
  }
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!renamed_) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write(std::string_view content) {
    while (!content.empty()) {
      const ssize_t written = ::write(descriptor_, content.data(), content.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(destination_, "cannot write");
      content.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  void set_permissions(mode_t mode) {
    if (::fchmod(descriptor_, mode) != 0) fail(destination_, "cannot keep its permissions");
  }

  void rename_to_destination() {
    if (::fsync(descriptor_) != 0) fail(destination_, "cannot write to the disk");
    if (::close(std::exchange(descriptor_, -1)) != 0) fail(destination_, "cannot close");
    if (::rename(path_.c_str(), destination_.c_str()) != 0) fail(destination_, "cannot replace");
    renamed_ = true;
  }

 private:
  std::filesystem::path destination_;
  std::filesystem::path path_;
  int descriptor_ = -1;
  bool renamed_ = false;
};

/// Makes the new name itself survive a power cut.
void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fail(folder, "cannot open the folder");
  const int result = ::fsync(descriptor);
  const int error = errno;
  ::close(descriptor);
  // Some network and FUSE file systems know no fsync of a folder; they say EINVAL, and there is nothing to do.
  errno = error;
  if (result != 0 && error != EINVAL) fail(folder, "cannot write the folder to the disk");
}

}  // namespace

std::ifstream open_file(const std::filesystem::path& path, std::uintmax_t limit_bytes) {
  const auto fail_with = [&path](int error) { throw std::system_error(error, std::generic_category(), path.string()); };
  if (std::filesystem::is_directory(path)) fail_with(EISDIR);
  if (std::filesystem::exists(path) && !std::filesystem::is_regular_file(path)) {
    throw DocumentError(path.string() + ": not a file; a pipe or a device is not read");
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) fail_with(errno != 0 ? errno : EIO);
  const std::uintmax_t bytes = std::filesystem::file_size(path);
  if (bytes >= limit_bytes) {
    throw DocumentError(fmt::format("{}: {} MB; only files below {} MB are read", path.string(), bytes / 1'000'000,
                                    limit_bytes / 1'000'000));
  }
  return file;
}

std::string read_file(const std::filesystem::path& path, std::uintmax_t limit_bytes) {
  std::ifstream file = open_file(path, limit_bytes);
  std::string text(std::filesystem::file_size(path), '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file) throw std::system_error(EIO, std::generic_category(), path.string());
  return text;
}

void write_file_atomically(const std::filesystem::path& path, std::string_view content) {
  TemporaryFile file{path};
  file.write(content);
  file.rename_to_destination();
  sync_folder(folder_of(path));
}

void rewrite_file_atomically(const std::filesystem::path& path, std::string_view content) {
  const std::filesystem::path target = std::filesystem::canonical(path);
  struct stat status {};
  if (::stat(target.c_str(), &status) != 0) fail(path, "cannot look at it");
  // Renaming needs no right to write the file itself, but whoever made it read-only meant it.
  if (::access(target.c_str(), W_OK) != 0) fail(path, "cannot write");
  TemporaryFile file{target};
  file.write(content);
  file.set_permissions(status.st_mode & 07777U);
  file.rename_to_destination();
  sync_folder(folder_of(target));
}

}  // namespace greenbench
