// Whether others kept a round's CPU busy while its blocks were measured. A block is often too short for that: the
// kernel's count of busy time is good to 20 ms, which a round of half a second can tell from nothing.
//
//   RoundWatch watch{"/proc", record.cpu, {.max_other_load = 0.1}};
//   watch.turn_done(cpu_of_turn);  ...
//   if (std::string reason = watch.disturbance(); !reason.empty()) discard_round(reason);
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "harness/machine/block_watch.hpp"

namespace greenbench {

class RoundWatch {
 public:
  /// Begins to watch. `cpu` is empty where the round may use all of them: then no round is discarded.
  RoundWatch(std::filesystem::path procfs, std::optional<int> cpu, VoidRule rule);

  /// What is measured used so much CPU time for one turn.
  void turn_done(Seconds cpu) { turns_ += cpu; }

  /// Why the round since the beginning must not count; empty when nothing disturbed it.
  [[nodiscard]] std::string disturbance() const;

 private:
  struct Reading {
    std::optional<Seconds> busy;  ///< of the round's CPU; empty where it is not shown
    Seconds own;                  ///< CPU time of this process, which answers between the turns
    Seconds now;
  };
  [[nodiscard]] Reading read() const;

  std::filesystem::path procfs_;
  std::optional<int> cpu_;
  VoidRule rule_;
  Seconds turns_;
  Reading before_;
};

}  // namespace greenbench
