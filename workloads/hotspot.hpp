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
#include <stdexcept>
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
  std::vector<std::string> needs = {};         ///< packages that it alone needs, whether they are here or not
  bool operator==(const VariantInfo&) const = default;
};

/// Everything `list` and the plan need to know, without setting anything up.
struct HotspotInfo {
  std::string id;           ///< "strings/build"
  std::string description;  ///< two sentences: what is compared and why it might matter
  std::uint64_t default_size = 0;
  std::uint64_t article_size = 0;
  std::vector<std::uint64_t> sizes = {};  ///< for --sweep
  std::vector<VariantInfo> variants = {};
  double relative_tolerance = 0.0;      ///< for comparing real-number answers
  std::string file = {};                ///< the Python file or the library; empty for C++ of the program
  std::string not_available = {};       ///< "needs numpy"; empty when it can run here
  bool needs_server = false;            ///< asks for the local HTTP server of workloads/surroundings.hpp
  bool parallel = false;                ///< some variant uses several processors at once; true with needs_server
  std::vector<std::string> needs = {};  ///< packages that every variant of Python needs, whether they are here or not
  bool operator==(const HotspotInfo&) const = default;
};

/// Installed packages with their versions: {"numpy", "1.26.4"}.
using PackageVersions = std::map<std::string, std::string>;

/// A variant whose measured calls would not do the work that its name says: its result is lazy, or a call changes the
/// data of the next one. what() follows the variant's name and ends in what to do: "returns a generator, ...".
class UnfitVariant : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Of a variant of which every call is a whole process: nothing in this one warms up for it, and its memory is not
/// this one's.
struct ProcessCalls {
  std::uint64_t warm_up_calls = 0;                        ///< that were asked for in each round
  std::optional<std::uint64_t> peak_resident_bytes = {};  ///< of the largest process so far, where it is known
};

/// One implementation, set up and ready to be called.
class Variant {
 public:
  virtual ~Variant() = default;
  /// Runs once, after reset(), and returns the result for comparison. Throws UnfitVariant for a lazy result, and
  /// std::runtime_error with the cause.
  [[nodiscard]] virtual Answer answer() = 0;
  /// As answer(); throws UnfitVariant also when the call has changed what set-up made. This looks at all of that, for
  /// up to a second, and is for the check before anything is measured.
  [[nodiscard]] virtual Answer checked_answer() { return answer(); }
  /// Whether a call may change what the next one finds: such a variant is measured one call at a time, each after a
  /// reset(), which is not timed.
  [[nodiscard]] virtual bool needs_reset() const { return false; }
  /// Restores what a call may have changed. Throws std::runtime_error with the cause.
  virtual void reset() {}
  /// The benchmark loop: `for (auto _ : state) call();`. Does not allocate, print or throw of itself;
  /// a failing call ends the loop through state.SkipWithError.
  virtual void run(benchmark::State& state) = 0;
  [[nodiscard]] virtual std::optional<ProcessCalls> process_calls() const { return std::nullopt; }
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
