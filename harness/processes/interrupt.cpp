#include "harness/processes/interrupt.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

namespace greenbench {
namespace {

sigset_t watched_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
  return signals;
}

}  // namespace

Interrupt::Interrupt() {
  const sigset_t signals = watched_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  descriptor_ = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  if (descriptor_ < 0) throw std::system_error{errno, std::generic_category(), "signalfd"};
}

Interrupt::~Interrupt() {
  close(descriptor_);
  stop_watching();
}

// NOLINTNEXTLINE(readability-convert-member-functions-to-static,readability-make-member-function-const): ends its watch
void Interrupt::stop_watching() {
  const sigset_t signals = watched_signals();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

bool Interrupt::requested() {
  signalfd_siginfo arrived{};
  if (signal_ == 0 && read(descriptor_, &arrived, sizeof arrived) == static_cast<ssize_t>(sizeof arrived)) {
    signal_ = static_cast<int>(arrived.ssi_signo);
    stop_watching();  // whoever asks a second time does not want to wait
  }
  return signal_ != 0;
}

}  // namespace greenbench
