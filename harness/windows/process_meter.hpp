// Windows of the process that opens them: energy, seconds and CPU time, also after a fork.
//
//   ProcessMeter meter{plan_windows(options, "DE")};
//   OpenWindow window = meter.open(WindowEnds::at_once);
//   MeasuredWindow measured = meter.close(window);
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "harness/windows/window_plan.hpp"

namespace greenbench {

struct OpenWindow {
  EnergyWindow energy;
  Seconds cpu;    ///< of the process until then
  pid_t process;  ///< that opened it
};

/// The joules and what follows from them are all empty or, but for kinds of devices that no counter is of, all there.
struct MeasuredWindow {
  std::optional<Joules> joules;
  std::optional<Joules> package_joules;
  std::optional<Joules> dram_joules;
  std::optional<Joules> gpu_joules;
  std::optional<Joules> uncertainty;  ///< half-width
  std::optional<Watts> watts;
  std::optional<Grams> co2e;  ///< empty without a carbon intensity
  Seconds wall;
  Seconds cpu;                           ///< of this process and its waited-for children
  std::optional<std::string> no_joules;  ///< why
};

/// A window that another process opened, and that went through a fork.
class InheritedWindow : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class ProcessMeter {
 public:
  /// Opens the sources, and measures nothing that the plan has. Throws CounterLost.
  explicit ProcessMeter(WindowPlan plan);
  ~ProcessMeter();
  ProcessMeter(const ProcessMeter&) = delete;
  ProcessMeter& operator=(const ProcessMeter&) = delete;

  [[nodiscard]] const WindowPlan& plan() const { return plan_; }

  /// Makes sure that the handles are this process's own: in a fork they are opened anew. Not to be called by two
  /// threads at once. Throws CounterLost.
  void enter_process();

  // After enter_process() both may be called by several threads at once. close() throws InheritedWindow.
  [[nodiscard]] OpenWindow open(WindowEnds ends) const;
  [[nodiscard]] MeasuredWindow close(const OpenWindow& window) const;

 private:
  struct Handles;
  WindowPlan plan_;
  pid_t process_ = 0;  ///< whose handles they are
  std::unique_ptr<Handles> handles_;
};

}  // namespace greenbench
