#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "results/files/sample_fields.hpp"
#include "results/files/samples_csv.hpp"
#include "results/model/planned_hotspot.hpp"

namespace greenbench {
namespace {

/// Where each thing stands in this file.
struct Columns {
  explicit Columns(const CsvTable& table, const Plan& plan)
      : suite(table.column("suite")),
        hotspot(table.column("hotspot")),
        language(table.column("language")),
        variant(table.column("variant")),
        size(table.column("size")),
        round(table.column("round")) {
    for (const SampleField& field : measured_fields()) measured.push_back(table.column(field.name));
    for (const std::string& name : domain_columns(plan.domains)) domains.push_back(table.column(name));
    for (const SampleField& field : observed_fields()) observed.push_back(table.column(field.name));
  }
  std::size_t suite, hotspot, language, variant, size, round;
  std::vector<std::size_t> measured, domains, observed;
};

/// Finds the hotspot and the round that each row belongs to. A run may have thousands of both.
class Places {
 public:
  explicit Places(Run& run) : run_(run), round_of_(run.hotspots.size()) {
    for (std::size_t i = 0; i < run.hotspots.size(); ++i) {
      const PlannedHotspot& planned = run.plan.hotspots.at(i);
      hotspot_of_.try_emplace({planned.id, planned.size}, i);
      std::vector<RoundRecord>& rounds = run.hotspots[i].rounds;
      for (RoundRecord& round : rounds) round_of_[i].try_emplace(round.index, &round);
    }
  }

  [[nodiscard]] std::size_t hotspot(const CsvTable& table, const Columns& columns) const {
    const std::uint64_t size = table.count(columns.size);
    const std::string id = join_hotspot_id(table.text(columns.suite), table.text(columns.hotspot));
    const auto found = hotspot_of_.find({id, size});
    if (found != hotspot_of_.end()) return found->second;
    table.fail(columns.hotspot, fmt::format("run.json plans no {} of size {}", id, size));
  }

  [[nodiscard]] RoundRecord& round(const CsvTable& table, const Columns& columns, std::size_t hotspot) const {
    const std::uint32_t index = table.small_count(columns.round);
    const auto found = round_of_.at(hotspot).find(index);
    if (found != round_of_[hotspot].end()) return *found->second;
    table.fail(columns.round, fmt::format("{} has no round {}", run_.plan.hotspots[hotspot].id, index));
  }

 private:
  const Run& run_;
  std::map<std::pair<std::string, std::uint64_t>, std::size_t> hotspot_of_;
  std::vector<std::map<std::uint32_t, RoundRecord*>> round_of_;
};

std::uint32_t find_variant(const CsvTable& table, const Columns& columns, const PlannedHotspot& hotspot) {
  const std::string_view language = table.text(columns.language);
  const std::string_view name = table.text(columns.variant);
  const auto matches = [&](const PlannedVariant& variant) {
    return variant.id.name == name && variant.id.language == language;
  };
  const auto found = std::ranges::find_if(hotspot.variants, matches);
  if (found == hotspot.variants.end()) {
    table.fail(columns.variant, fmt::format("run.json plans no {}:{} of {}", language, name, hotspot.id));
  }
  return static_cast<std::uint32_t>(found - hotspot.variants.begin());
}

std::vector<double> read_domains(const CsvTable& table, const Columns& columns) {
  std::vector<double> joules;
  const auto is_empty = [&](std::size_t column) { return table.empty(column); };
  if (std::ranges::all_of(columns.domains, is_empty)) return joules;
  for (const std::size_t column : columns.domains) joules.push_back(table.number(column));
  return joules;
}

Sample read_sample(const CsvTable& table, const Columns& columns) {
  Sample sample;
  for (std::size_t i = 0; i < columns.measured.size(); ++i) {
    measured_fields()[i].read(table, columns.measured[i], sample);
  }
  for (std::size_t i = 0; i < columns.observed.size(); ++i) {
    observed_fields()[i].read(table, columns.observed[i], sample);
  }
  sample.domain_joules = read_domains(table, columns);
  return sample;
}

/// A repetition that counts took some time over at least one iteration; logarithms and divisions rely on it.
void check_sample(const CsvTable& table, const Sample& sample) {
  if (!sample.void_reason.empty()) return;
  if (sample.iterations == 0) table.fail(table.column("iterations"), "expected at least 1, found 0");
  if (sample.wall_seconds <= 0.0) {
    table.fail(table.column("wall_seconds"), fmt::format("expected more than 0, found {}", sample.wall_seconds));
  }
}

}  // namespace

void read_samples_csv(std::istream& rows, const std::string& file, Run& run) {
  CsvTable table{rows, file};
  const Columns columns{table, run.plan};
  const Places places{run};
  while (table.next_row()) {
    const std::size_t hotspot = places.hotspot(table, columns);
    Sample sample = read_sample(table, columns);
    check_sample(table, sample);
    sample.variant = find_variant(table, columns, run.plan.hotspots[hotspot]);
    places.round(table, columns, hotspot).samples.push_back(std::move(sample));
  }
}

}  // namespace greenbench
