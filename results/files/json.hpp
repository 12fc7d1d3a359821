// Runs, plans and samples as JSON, both ways. A bad document names the key that is wrong.
//
//   nlohmann::ordered_json text = to_json(plan);
//   Plan plan = plan_from_json(JsonView{text, "journal.jsonl:1"});
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "results/model/document_error.hpp"
#include "results/model/run_comparison.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

using Json = nlohmann::ordered_json;

/// What we write has seven levels. A tree of a hundred thousand takes the stack away from whoever walks it.
inline constexpr std::size_t most_json_levels = 100;
inline constexpr std::size_t most_json_keys = 200;           ///< of one object; what we write has some dozens
inline constexpr std::size_t most_json_values = 10'000'000;  ///< of a whole text

/// Parses `text`; a DocumentError names `document`, the line and the column. It is one, too, when the text is larger
/// than these limits.
[[nodiscard]] Json parse_json(std::string_view text, const std::string& document);

/// The same; empty where parse_json() throws.
[[nodiscard]] std::optional<Json> json_if_valid(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text);

/// Serialises with doubles in their shortest exact form. Bytes that are not UTF-8 (a crashed program's last words)
/// become U+FFFD instead of an exception. indent < 0: one line.
[[nodiscard]] std::string json_text(const Json& json, int indent = -1);

/// A JSON value together with where it stands, so that errors can say "run.json: plan.limits.precision: ...".
class JsonView {
 public:
  /// `document` is the file's name, with a line for JSON lines: "journal.jsonl:7".
  JsonView(const Json& value, std::string document);
  [[nodiscard]] const Json& raw() const { return *value_; }
  [[nodiscard]] bool has(const std::string& key) const;     ///< present and not null
  [[nodiscard]] JsonView at(const std::string& key) const;  ///< throws DocumentError when missing
  [[nodiscard]] std::size_t size() const;                   ///< of an array; throws otherwise
  [[nodiscard]] JsonView at(std::size_t index) const;
  [[nodiscard]] std::string text() const;   ///< throws when it is longer than most_text_bytes
  [[nodiscard]] std::string name() const;   ///< throws when it is longer than most_name_characters
  [[nodiscard]] std::string prose() const;  ///< cut in its middle to most_text_bytes
  [[nodiscard]] double number() const;      ///< is_usual_number()
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::uint64_t count() const;        ///< a whole number >= 0
  [[nodiscard]] std::uint32_t small_count() const;  ///< a whole number from 0 to 4294967295
  [[nodiscard]] int whole_int() const;              ///< a whole number from 0 to 2147483647
  [[nodiscard]] std::uint64_t seed() const;         ///< decimal digits in quotes: 64 bits survive JavaScript
  void expect_object() const;                       ///< throws DocumentError when it is anything else
  [[noreturn]] void fail(const std::string& what) const;

 private:
  JsonView(const Json& value, std::string document, std::string path);
  [[nodiscard]] const std::string& raw_text() const;
  const Json* value_;
  std::string document_;
  std::string path_;
};

/// Every key of the schema is always written; a value that is not known is null.

[[nodiscard]] Json to_json(const Plan& plan);
[[nodiscard]] Plan plan_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const RevisionTree& tree);
[[nodiscard]] RevisionTree revision_tree_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const PlannedHotspot& hotspot);
[[nodiscard]] PlannedHotspot planned_hotspot_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const RunRequest& request);
[[nodiscard]] RunRequest run_request_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const Limits& limits);
[[nodiscard]] Limits limits_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const PowerModel& model);
[[nodiscard]] PowerModel power_model_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const Sample& sample);
[[nodiscard]] Sample sample_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const RoundRecord& round);  ///< without its samples
[[nodiscard]] RoundRecord round_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const Calibration& calibration);
[[nodiscard]] Calibration calibration_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const PeakMemory& memory);
[[nodiscard]] PeakMemory peak_memory_from_json(const JsonView& view);
/// One entry per planned variant; null where it is not known.
[[nodiscard]] Json to_json(const std::vector<std::optional<PeakMemory>>& memory);
[[nodiscard]] std::vector<std::optional<PeakMemory>> peak_memory_list_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const IdlePower& power);
[[nodiscard]] IdlePower idle_power_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const IdleBaseline& idle);
[[nodiscard]] IdleBaseline idle_baseline_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const Failure& failure);
[[nodiscard]] Failure failure_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const VariantFailure& failed);
[[nodiscard]] VariantFailure variant_failure_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const std::vector<EnvironmentField>& environment);
[[nodiscard]] std::vector<EnvironmentField> environment_from_json(const JsonView& view);

[[nodiscard]] Json to_json(const DomainRecord& domain);
[[nodiscard]] DomainRecord domain_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const CarbonSettings& settings);
[[nodiscard]] Json to_json(const AnalysisSettings& settings);
[[nodiscard]] AnalysisSettings analysis_settings_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const HotspotRun& hotspot);  ///< its rounds without their samples
[[nodiscard]] HotspotRun hotspot_run_from_json(const JsonView& view);

/// The results of the analysis. They are written for other readers; this program makes them again from the samples.
[[nodiscard]] Json to_json(const RunIdentity& run);
[[nodiscard]] Json to_json(const VariantId& id);  ///< "python:join"
[[nodiscard]] Json to_json(const Interval& interval);
[[nodiscard]] Json to_json(const Estimate& estimate);
[[nodiscard]] Json to_json(const ErrorOfKind& error);
[[nodiscard]] Json to_json(const ModelErrors& errors);
[[nodiscard]] Json to_json(const Ratio& ratio);
[[nodiscard]] Json to_json(const Split& split);
[[nodiscard]] Json to_json(const MovingCounter& moving);
[[nodiscard]] Json to_json(const Autocorrelation& autocorrelation);
[[nodiscard]] Json to_json(const VarianceParts& parts);
[[nodiscard]] Json to_json(const Trend& trend);
[[nodiscard]] Json to_json(const Diagnostics& diagnostics);
[[nodiscard]] Json to_json(const PositionEffect& effect);
[[nodiscard]] Json to_json(const CpuSpeed& speed);
[[nodiscard]] Json to_json(const JoulesSaved& saved);
[[nodiscard]] Json to_json(const Footprint& footprint);
[[nodiscard]] Json to_json(const VariantFootprint& footprint);
[[nodiscard]] Json to_json(const FootprintEstimate& estimate);
[[nodiscard]] Json to_json(const FootprintSaving& saving);
[[nodiscard]] Json to_json(const RunFootprint& footprint);
[[nodiscard]] Json to_json(const Comparison& comparison);
[[nodiscard]] Json to_json(const Explanation& explanation);
[[nodiscard]] Json to_json(const NetJoules& net);
[[nodiscard]] Json to_json(const VariantSummary& summary);
[[nodiscard]] Json to_json(const GeometricSummary& summary);
[[nodiscard]] Json to_json(const CostFit& fit);
[[nodiscard]] Json to_json(const SweepPoint& point);
[[nodiscard]] Json to_json(const SweepVariant& variant);
[[nodiscard]] Json to_json(const Crossover& crossover);
[[nodiscard]] Json to_json(const Sweep& sweep);
[[nodiscard]] Json to_json(const Warning& warning);

/// Enumerators by their names (results/model/names.hpp).
[[nodiscard]] StopReason stop_reason_from_json(const JsonView& view);
[[nodiscard]] Provenance provenance_from_json(const JsonView& view);
[[nodiscard]] Failure::Kind failure_kind_from_json(const JsonView& view);
[[nodiscard]] PlaceKind place_kind_from_json(const JsonView& view);

}  // namespace greenbench
