#include "harness/command_line/message.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace greenbench {

void write_message(std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void hold_standard_descriptors() noexcept {
  struct Held {
    int descriptor;
    int flags;
  };
  // In ascending order: open() takes the lowest number that is free.
  for (const auto [descriptor, flags] :
       std::array{Held{STDIN_FILENO, O_RDONLY}, Held{STDOUT_FILENO, O_RDONLY}, Held{STDERR_FILENO, O_WRONLY}}) {
    if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", flags) < 0) return;
  }
}

}  // namespace greenbench
