// Statements from documentation, and what a saved run answers to them: filled by analysis, read by the writers.
//
//   Claim claim{.id = "join", .hotspot = "strings/build", .variant = {"python", "join"}, ...};
//   claim.statement = RatioClaim{.ratio = 4.3};                       // "join uses 4.3x less"
//   std::optional<ClaimedRange> range = claimed_range(claim.statement);   // 3.91 to 4.73
//
// Ratios are baseline / variant, differences baseline - variant: more than 1, or than 0, and the variant needs less.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "results/model/run_comparison.hpp"

namespace greenbench {

enum class ClaimMetric { energy, time, power, cpu_time, peak_memory };

/// How far a claimed number may be off, where the claim does not say: numbers in prose are rounded.
inline constexpr double default_claim_tolerance = 0.1;

/// "4.3x less": within a factor of 1 + tolerance of that, and never on the other side of 1.
struct RatioClaim {
  double ratio = 1.0;
  double tolerance = default_claim_tolerance;
};

/// "two to three times less".
struct RangeClaim {
  double low = 1.0;
  double high = 1.0;
};

/// "saves 40-60%": shares of the baseline; 1.0 is all of it.
struct SavingClaim {
  double low = 0.0;
  double high = 0.0;
};

/// "allocates about 80 MB more": baseline - variant in joules, seconds, watts or bytes, within a factor of
/// 1 + tolerance.
struct DifferenceClaim {
  double amount = 0.0;  ///< not 0
  double tolerance = default_claim_tolerance;
};

enum class ClaimOrder { less, more, same };

/// What the variant needs, against the baseline.
struct OrderClaim {
  ClaimOrder order = ClaimOrder::less;
};

/// baseline / variant rises with the size.
struct GrowthClaim {};

using ClaimStatement = std::variant<RatioClaim, RangeClaim, SavingClaim, DifferenceClaim, OrderClaim, GrowthClaim>;

struct Claim {
  std::string id;
  std::string sentence;  ///< as it was said
  std::string source;    ///< who said it
  std::string hotspot;   ///< "strings/build"
  VariantId variant;
  VariantId baseline;
  ClaimMetric metric = ClaimMetric::energy;
  std::optional<std::uint64_t> size = {};  ///< that the claim quotes
  ClaimStatement statement;
};

/// Where a ratio or a difference lies if the claim is right. high may be infinity: "saves 100%".
struct ClaimedRange {
  double low = 0.0;
  double high = 0.0;
};

/// Empty for an order and for growth, which claim no amount.
[[nodiscard]] std::optional<ClaimedRange> claimed_range(const ClaimStatement& statement);

enum class ClaimVerdict { confirmed, direction_only, refuted, inconclusive, not_measurable };

/// In the order in which they are counted up.
inline constexpr std::array all_claim_verdicts{ClaimVerdict::confirmed, ClaimVerdict::direction_only,
                                               ClaimVerdict::refuted, ClaimVerdict::inconclusive,
                                               ClaimVerdict::not_measurable};

enum class ClaimEffect { ratio, difference };

/// What the run shows of one claim's pair of variants.
struct ClaimMeasurement {
  std::uint64_t size = 0;
  ClaimEffect effect = ClaimEffect::ratio;
  double value = 1.0;
  std::optional<Interval> interval = {};        ///< absent with too few rounds, and for a single observation
  std::optional<Interval> model_interval = {};  ///< of an estimate: with the model's error in it
  std::uint32_t rounds = 0;                     ///< that it comes from; 1 for peak memory
};

struct ClaimAnswer {
  Claim claim;
  ClaimVerdict answer = ClaimVerdict::inconclusive;
  std::string reason = {};  ///< in a few words
  /// Of joules that are not measured: what the answer would be if the estimate were a measurement.
  std::optional<ClaimVerdict> estimated = {};
  std::vector<ClaimMeasurement> measurements = {};  ///< one; for growth one per size, ascending; empty: none
  std::vector<std::string> notes = {};              ///< that the size differs, that memory was observed once
};

struct ClaimsReport {
  std::string file;  ///< of the claims
  RunIdentity run;
  AnalysisSettings settings;
  Provenance provenance = Provenance::estimated;
  std::vector<ClaimAnswer> answers;  ///< in the order of the file
  std::vector<Warning> warnings;     ///< of the run as a whole that put its numbers in doubt
};

[[nodiscard]] std::size_t count_of(const ClaimsReport& report, ClaimVerdict answer);

/// "confirmed", "right direction, different size", "not measurable here".
[[nodiscard]] std::string_view name_of(ClaimVerdict answer);
/// "energy", "peak_memory": as in a file of claims.
[[nodiscard]] std::string_view name_of(ClaimMetric metric);
[[nodiscard]] std::string_view name_of(ClaimOrder order);
[[nodiscard]] std::optional<ClaimMetric> claim_metric_named(std::string_view name);
[[nodiscard]] std::optional<ClaimOrder> order_named(std::string_view name);

}  // namespace greenbench
