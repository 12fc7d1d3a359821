// Ctrl-C and its relatives as something that can be waited for, instead of a handler that can strike anywhere.
//
//   Interrupt interrupt;                    // the first SIGINT, SIGTERM or SIGHUP no longer ends the process
//   poll({child.output, interrupt.descriptor()});
//   if (interrupt.requested()) save_and_leave();
#pragma once

namespace greenbench {

class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// Becomes readable when a signal has arrived.
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Whether a signal has arrived, now or at an earlier call.
  [[nodiscard]] bool requested();
  /// From now on a signal ends the process as it always does, one that has arrived since the last look at once.
  void stop_watching();
  /// The signal that arrived; 0 when none has.
  [[nodiscard]] int signal() const { return signal_; }

 private:
  int descriptor_ = -1;
  int signal_ = 0;
};

}  // namespace greenbench
