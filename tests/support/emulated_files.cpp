#include "tests/support/emulated_files.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

namespace greenbench::testing {

namespace {

constexpr std::size_t digits = 16;

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error{errno, std::generic_category(), what};
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "greenbench-machine-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) fail("mkdtemp " + name);
  if (chmod(name.c_str(), 0755) != 0) fail("chmod " + name);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;  // a destructor has nobody to tell
  std::filesystem::remove_all(path_, ignored);
}

void write_file(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file{path, std::ios::binary};
  file << content;
  file.close();
  if (!file) fail("write " + path.string());
}

CounterFile::CounterFile(const std::filesystem::path& path) {
  descriptor_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0) fail("open " + path.string());
  restore();
  page_ = mmap(nullptr, digits, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, 0);
  if (page_ == MAP_FAILED) fail("mmap " + path.string());
  store(0);
}

CounterFile::~CounterFile() {
  if (page_ != nullptr) munmap(page_, digits);
  if (descriptor_ >= 0) close(descriptor_);
}

CounterFile::CounterFile(CounterFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), page_(std::exchange(other.page_, nullptr)) {}

void CounterFile::store(std::uint64_t value) noexcept {
  std::array<char, digits> text{};
  for (std::size_t i = digits; i-- > 0; value /= 10) text[i] = static_cast<char>('0' + value % 10);
  // One vector register: the compiler makes a single aligned store of it.
  using Vector [[gnu::vector_size(digits)]] = char;
  Vector vector;
  std::memcpy(&vector, text.data(), digits);
  *static_cast<volatile Vector*>(page_) = vector;
}

void CounterFile::truncate() {
  if (ftruncate(descriptor_, 0) != 0) fail("ftruncate");
}

void CounterFile::restore() {
  if (ftruncate(descriptor_, digits) != 0) fail("ftruncate");
}

}  // namespace greenbench::testing
