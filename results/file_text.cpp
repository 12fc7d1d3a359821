#include "results/file_text.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace greenbench {

std::string read_file(const std::filesystem::path& path) {
  const auto fail = [&path](int error) { throw std::system_error(error, std::generic_category(), path.string()); };
  if (std::filesystem::is_directory(path)) fail(EISDIR);
  errno = 0;
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) fail(errno != 0 ? errno : EIO);
  std::string text(static_cast<std::size_t>(file.tellg()), '\0');
  file.seekg(0);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file) fail(EIO);
  return text;
}

}  // namespace greenbench
