#include "harness/worker/voice.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace greenbench {

Voice::Voice() : descriptor_(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)), speaker_(getpid()) {
  dup2(STDERR_FILENO, STDOUT_FILENO);
}

Voice::~Voice() {
  close(descriptor_);
}

void Voice::become_mine() {
  speaker_ = getpid();
}

void Voice::say(const WorkerMessage& message) const {
  if (getpid() != speaker_) _exit(1);
  const std::string line = line_of(message);
  std::size_t written = 0;
  while (written < line.size()) {
    const ssize_t count = write(descriptor_, line.data() + written, line.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw NobodyListens{errno, std::generic_category(), "worker output"};
    written += static_cast<std::size_t>(count);
  }
}

}  // namespace greenbench
