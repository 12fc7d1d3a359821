// What a watch has to say: which part of the joules each process is given, and its forms: text and JSON.
//
//   std::optional<Joules> part = joules_of(watched, watched.processes[0].cpu);
//   print_text(watch_text(watched, {.width = 80, .colour = false}));
//   print_text(json_text(to_json(watched), 2) + "\n");
#pragma once

#include <optional>
#include <string>

#include "harness/watch/watch.hpp"
#include "results/files/json.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {

/// Of everything that ran, this share was `cpu`: CPU time over that of the whole machine. The kernel samples the
/// machine's, so that it can be less than what the processes used: what they used is then taken for all of it. Empty
/// where it is not known, or nothing ran.
[[nodiscard]] std::optional<double> share_of_busy_time(const WatchResult& watched, Seconds cpu);

/// Whether a graphics processor's own counter is read, of which CPU time says nothing.
[[nodiscard]] bool is_of_gpu(const DomainRecord& domain);

/// Of the total: what CPUs and memory used.
[[nodiscard]] Joules joules_to_share(const WatchResult& watched, const EnergyUse& use);

/// The part of these joules that goes with this CPU time of the processes; an estimate in any case. Of measured joules,
/// which are the machine's: its share of busy time. Of a model's, which are these processes' alone: its share of their
/// CPU time, and everything where there is one process. Empty without joules, or without a share.
[[nodiscard]] std::optional<Joules> joules_of(const WatchResult& watched, Seconds cpu);

[[nodiscard]] Seconds cpu_of_all(const WatchResult& watched);

/// The same for all processes together: a model's joules are theirs in any case.
[[nodiscard]] std::optional<Joules> joules_of_all(const WatchResult& watched);

[[nodiscard]] std::string watch_text(const WatchResult& watched, const WriteOptions& options);
[[nodiscard]] Json to_json(const WatchResult& watched);

}  // namespace greenbench
