// One worker of a round: a forked process that sets up one variant and measures it whenever it is told to.
//
//   VariantWorker worker{request, variant, surroundings, python, voice};
//   while (worker.obey(next_command())) {}
#pragma once

#include <cstdint>
#include <memory>

#include "harness/protocol/worker_protocol.hpp"
#include "harness/worker/voice.hpp"
#include "workloads/python/runtime.hpp"
#include "workloads/surroundings.hpp"

namespace greenbench {

class VariantWorker {
 public:
  /// Opens the counters, and then stays on the CPU of the round. `python` is null where no variant needs it.
  /// Throws std::runtime_error with the reason when the counters cannot be read any more.
  VariantWorker(const RoundRequest& request, std::uint32_t variant, const Surroundings& surroundings,
                PythonRuntime* python, const Voice& voice);
  /// Takes the variant down, if it has not finished.
  ~VariantWorker();
  VariantWorker(const VariantWorker&) = delete;
  VariantWorker& operator=(const VariantWorker&) = delete;

  /// Carries it out, says the answer, and returns whether more commands may follow. What goes wrong with the variant is
  /// thrown.
  [[nodiscard]] bool obey(const WorkerCommand& command);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace greenbench
