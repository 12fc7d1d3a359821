// A hotspot: one task, several implementations of it, all giving the same answer.
//
//   std::unique_ptr<LoadedHotspot> hotspot = native->load(10'000);
//   Variant& join = *hotspot->variants()[1];
//   Answer text = join.answer();          // checked before anything is timed
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "workloads/answer.hpp"

namespace greenbench {

struct VariantInfo {
  std::string language;  ///< "python" or "cpp"
  std::string name;      ///< "join"
  bool baseline = false;
  std::optional<std::uint64_t> max_size = {};  ///< not measured above this size
  std::string max_size_reason = {};            ///< why, for the report
  std::string not_available = {};              ///< "needs numpy"; empty when it can run here
};

/// Everything `list` and the plan need to know, without setting anything up.
struct HotspotInfo {
  std::string id;           ///< "strings/build"
  std::string description;  ///< two sentences: what is compared and why it might matter
  std::uint64_t default_size = 0;
  std::uint64_t article_size = 0;
  std::vector<std::uint64_t> sizes = {};  ///< for --sweep
  std::vector<VariantInfo> variants = {};
  double relative_tolerance = 0.0;  ///< for comparing real-number answers
  std::string file = {};            ///< the Python file; empty for C++
  std::string not_available = {};   ///< "needs numpy"; empty when it can run here
  bool needs_server = false;        ///< asks for the local HTTP server of workloads/surroundings.hpp
};

/// Installed packages with their versions: {"numpy", "1.26.4"}.
using PackageVersions = std::map<std::string, std::string>;

/// One implementation, set up and ready to be called.
class Variant {
 public:
  virtual ~Variant() = default;
  /// Runs once and returns the result for comparison. Throws std::runtime_error with the cause.
  [[nodiscard]] virtual Answer answer() = 0;
  /// The benchmark loop: `for (auto _ : state) call();`. Does not allocate, print or throw of itself;
  /// a failing call ends the loop through state.SkipWithError.
  virtual void run(benchmark::State& state) = 0;
  /// The full text of the failure that ended run(), with the language's own traceback; empty if none.
  [[nodiscard]] virtual std::string failure() const { return {}; }
};

/// All variants of one language of one hotspot, set up at one size.
class LoadedHotspot {
 public:
  virtual ~LoadedHotspot() = default;
  /// In the order of HotspotInfo::variants, those with the matching language.
  [[nodiscard]] virtual std::span<const std::unique_ptr<Variant>> variants() = 0;
};

}  // namespace greenbench
