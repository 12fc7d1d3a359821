// Runs, plans and samples as JSON, both ways. A bad document names the key that is wrong.
//
//   nlohmann::ordered_json text = to_json(plan);
//   Plan plan = plan_from_json(JsonView{text, "journal.jsonl:1"});
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "results/report.hpp"
#include "results/schema.hpp"

namespace greenbench {

using Json = nlohmann::ordered_json;

/// A saved document that cannot be read: file, key path and what was wrong there.
class DocumentError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A JSON value together with where it stands, so that errors can say "run.json: plan.limits.precision: ...".
class JsonView {
 public:
  JsonView(const Json& value, std::string path);
  [[nodiscard]] const Json& raw() const { return *value_; }
  [[nodiscard]] bool has(const std::string& key) const;     ///< present and not null
  [[nodiscard]] JsonView at(const std::string& key) const;  ///< throws DocumentError when missing
  [[nodiscard]] std::size_t size() const;                   ///< of an array; throws otherwise
  [[nodiscard]] JsonView at(std::size_t index) const;
  [[nodiscard]] std::string text() const;
  [[nodiscard]] double number() const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::uint64_t count() const;                ///< a whole number >= 0
  [[noreturn]] void fail(const std::string& what) const;

 private:
  const Json* value_;
  std::string path_;
};

[[nodiscard]] Json to_json(const Plan& plan);
[[nodiscard]] Plan plan_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const PlannedHotspot& hotspot);
[[nodiscard]] PlannedHotspot planned_hotspot_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const Limits& limits);
[[nodiscard]] Limits limits_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const PowerModelRecord& model);
[[nodiscard]] PowerModelRecord power_model_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const Sample& sample);
[[nodiscard]] Sample sample_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const WorkerRecord& worker);  ///< without its samples
[[nodiscard]] WorkerRecord worker_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const Calibration& calibration);
[[nodiscard]] Calibration calibration_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const Failure& failure);
[[nodiscard]] Failure failure_from_json(const JsonView& view);
[[nodiscard]] Json to_json(const std::vector<EnvironmentField>& environment);
[[nodiscard]] std::vector<EnvironmentField> environment_from_json(const JsonView& view);

/// Names as they stand in the documents: "measured", "precision_reached", "crashed", "saves".
[[nodiscard]] std::string_view name_of(Provenance provenance);
[[nodiscard]] std::string_view name_of(StopReason reason);
[[nodiscard]] std::string_view name_of(Failure::Kind kind);
[[nodiscard]] std::string_view name_of(Verdict verdict);
[[nodiscard]] StopReason stop_reason_from_json(const JsonView& view);

}  // namespace greenbench
