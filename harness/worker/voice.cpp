#include "harness/worker/voice.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "harness/processes/lines.hpp"

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
  if (!write_all(descriptor_, line_of(message))) throw NobodyListens{errno, std::generic_category(), "worker output"};
}

}  // namespace greenbench
