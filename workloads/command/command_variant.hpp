// A whole command as a variant: each call runs it once.
//
//   CommandVariant variant{{.command = {.arguments = {"sort", "big.txt"}}, .prepare = {}, .warm_up_runs = 1}};
//   variant.reset();                 // runs what --prepare asks for
//   Answer none = variant.answer();  // commands are not compared with each other
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "workloads/command/command.hpp"
#include "workloads/hotspot.hpp"

namespace greenbench {

/// Which failures of a command do not count as such.
struct IgnoredFailures {
  bool all = false;
  std::vector<int> codes = {};

  [[nodiscard]] bool allow(int code) const;
};

struct CommandCalls {
  Command command;
  std::vector<std::string> prepare;   ///< arguments of what runs before each call, untimed; empty: nothing
  std::vector<std::string> conclude;  ///< and after it
  std::uint64_t warm_up_runs = 0;
  IgnoredFailures ignored = {};
};

class CommandVariant final : public Variant {
 public:
  explicit CommandVariant(CommandCalls calls);
  /// Concludes the last call.
  ~CommandVariant() override;
  CommandVariant(const CommandVariant&) = delete;
  CommandVariant& operator=(const CommandVariant&) = delete;

  [[nodiscard]] Answer answer() override;
  [[nodiscard]] bool needs_reset() const override { return !calls_.prepare.empty() || !calls_.conclude.empty(); }
  /// Throws std::runtime_error when --prepare or --conclude fails, or when the command has left a process running,
  /// which would be measured with the next one.
  void reset() override;
  void run(benchmark::State& state) override;
  [[nodiscard]] std::string failure() const override { return failure_; }
  [[nodiscard]] std::optional<ProcessCalls> process_calls() const override;

 private:
  /// True when it did not fail, or its failure is ignored.
  [[nodiscard]] bool call();
  void conclude();
  /// The same place for what runs before and after it.
  [[nodiscard]] Command beside(const std::vector<std::string>& arguments) const;

  CommandCalls calls_;
  CommandRunner runner_;
  std::string failure_;
  std::optional<std::uint64_t> peak_resident_bytes_;
  bool has_run_ = false;  ///< since the last conclude()
};

}  // namespace greenbench
