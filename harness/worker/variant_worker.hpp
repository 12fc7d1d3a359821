// One worker of a round: a forked process that sets up one variant and measures it whenever it is told to.
//
//   VariantWorker worker{request, variant, surroundings, python, voice};
//   while (auto command = next_command()) worker.obey(*command);
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
  /// Takes the variant down.
  ~VariantWorker();
  VariantWorker(const VariantWorker&) = delete;
  VariantWorker& operator=(const VariantWorker&) = delete;

  /// Carries it out and says the answer. What goes wrong with the variant is thrown.
  void obey(const WorkerCommand& command);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace greenbench
