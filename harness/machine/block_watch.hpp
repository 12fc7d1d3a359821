// Whether something disturbed a block so that it must not count: the void rule, fixed before anything is measured.
//
//   MachineWatch watch{roots, {.max_other_load = 0.1}, record.cpu};
//   watch.begin_block();  Seconds cpu = measure(variant);  watch.turn_done(variant, cpu);
//   if (std::string reason = watch.disturbance(); !reason.empty()) void_block(reason);
//
// A block is void when the processor throttled, when the clock of the round's CPU left its variant's band, when other
// processes used more of a core than the plan allows, or when the machine slept. (A counter that went backwards in a
// way wrap-around cannot explain is found by the meter.) What a block's own numbers look like is never asked: outliers
// stay.
#pragma once

#include <string>

#include "counters/system/file_roots.hpp"
#include "harness/machine/busy_time.hpp"
#include "harness/machine/frequency_band.hpp"
#include "harness/machine/throttle_count.hpp"

namespace greenbench {

/// Called around blocks, outside every timed region.
class BlockWatch {
 public:
  BlockWatch() = default;
  virtual ~BlockWatch() = default;
  BlockWatch(const BlockWatch&) = delete;
  BlockWatch& operator=(const BlockWatch&) = delete;

  virtual void begin_block() = 0;
  /// A variant has had its turn; `cpu` is the CPU time that what is measured used for it.
  virtual void turn_done(std::size_t variant, Seconds cpu) = 0;
  /// Why the block since begin_block() is void; empty when nothing disturbed it.
  [[nodiscard]] virtual std::string disturbance() = 0;
};

/// What is compared before and after a block.
struct BlockReading {
  Seconds now;                  ///< a monotonic clock that stands still while the machine sleeps
  Seconds suspended;            ///< how long the machine has slept since it started
  Seconds own;                  ///< CPU time of what is measured
  std::optional<Seconds> busy;  ///< CPU time of the whole machine; empty where it is not shown
  std::uint64_t throttled = 0;
};

struct VoidRule {
  double max_other_load = 0.1;  ///< CPUs that others may keep busy during a block: 0.1 is 10% of a core
};

/// The first cause in the order above, frequency aside; empty when there is none.
[[nodiscard]] std::string disturbance_between(const BlockReading& before, const BlockReading& after,
                                              const VoidRule& rule);

class MachineWatch final : public BlockWatch {
 public:
  /// `cpu`: the one whose clock is watched; empty where several are used.
  MachineWatch(const FileRoots& roots, VoidRule rule, std::optional<int> cpu);

  void begin_block() override;
  void turn_done(std::size_t variant, Seconds cpu) override;
  [[nodiscard]] std::string disturbance() override;

 private:
  [[nodiscard]] BlockReading read() const noexcept;

  VoidRule rule_;
  BusyTime busy_;
  ThrottleCount throttling_;
  CurrentFrequency frequency_;
  FrequencyBand band_;
  BlockReading before_;
  Seconds turns_;  ///< CPU time of the turns since begin_block()
  std::string left_band_;
};

}  // namespace greenbench
