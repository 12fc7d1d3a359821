#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "results/model/names.hpp"
#include "results/page/charts.hpp"
#include "results/tables/sweep_table.hpp"
#include "results/text/captions.hpp"
#include "results/text/explaining_counters.hpp"
#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

/// Four digits are more than a pixel; all of them would be half of the page.
double short_number(double value) {
  return std::strtod(fmt::format("{:.4g}", value).c_str(), nullptr);
}

Json short_or_null(const std::optional<double>& value) {
  return value ? Json(short_number(*value)) : Json(nullptr);
}

bool knows_joules(const HotspotReport& hotspot) {
  return !hotspot.variants.empty() &&
         std::ranges::all_of(hotspot.variants, [](const VariantSummary& v) { return v.joules.has_value(); });
}

Json variant_json(const VariantSummary& variant, bool energy) {
  const double centre = energy ? variant.joules->value : variant.seconds.value;
  return {{"name", variant.id.text()},
          {"baseline", variant.baseline},
          {"joules", variant.joules ? short_or_null(variant.joules->value) : Json(nullptr)},
          {"seconds", short_number(variant.seconds.value)},
          {"centre", short_number(centre)}};
}

/// One chart shows ratios of joules or ratios of seconds, never both.
bool compares_joules(const HotspotReport& hotspot) {
  return std::ranges::all_of(hotspot.comparisons, [](const Comparison& c) { return c.energy.has_value(); });
}

Json comparison_json(const Comparison& comparison, bool energy, std::string_view mark) {
  const Ratio& ratio = energy ? *comparison.energy : comparison.time;
  const Verdict verdict = energy ? comparison.energy_verdict : comparison.time_verdict;
  const auto& interval = shown_interval(ratio);
  return {{"variant", comparison.variant.text()},
          {"baseline", comparison.baseline.text()},
          {"ratio", short_number(ratio.value)},
          {"low", interval ? Json(short_number(interval->low)) : Json(nullptr)},
          {"high", interval ? Json(short_number(interval->high)) : Json(nullptr)},
          {"verdict", name_of(verdict)},
          {"text", ratio_text(ratio, verdict, energy ? mark : "")}};
}

/// Counters of a variant against those of its baseline, where both are above 0.
Json counters_json(const HotspotReport& hotspot) {
  Json counters = Json::array();
  for (const Comparison& comparison : hotspot.comparisons) {
    const auto summary_of = [&](const VariantId& id) {
      return std::ranges::find(hotspot.variants, id, &VariantSummary::id);
    };
    const auto variant = summary_of(comparison.variant);
    const auto baseline = summary_of(comparison.baseline);
    if (variant == hotspot.variants.end() || baseline == hotspot.variants.end()) continue;
    for (const ExplainingCounter& counter : explaining_counters()) {
      const auto ours = counter.value(*variant);
      const auto theirs = counter.value(*baseline);
      if (!ours || !theirs || *ours <= 0.0 || *theirs <= 0.0) continue;
      counters.push_back({{"variant", comparison.variant.text()},
                          {"counter", counter.title},
                          {"ratio", short_number(*ours / *theirs)}});
    }
  }
  return counters;
}

/// A valid repetition, with the round it belongs to.
struct Shown {
  std::uint32_t round = 0;
  const Sample* sample = nullptr;
};

std::vector<Shown> valid_samples(const HotspotRun& run, std::uint32_t variant, bool energy) {
  std::vector<Shown> all;
  for (const RoundRecord& round : run.rounds) {
    for (const Sample& sample : round.samples) {
      if (sample.variant != variant || !sample.void_reason.empty() || sample.iterations == 0) continue;
      if (energy && !sample.energy_total_joules) continue;
      all.push_back({round.index, &sample});
    }
  }
  return all;
}

std::vector<Shown> evenly_taken(const std::vector<Shown>& all) {
  if (all.size() <= most_samples) return all;
  std::vector<Shown> taken;
  for (std::size_t i = 0; i < most_samples; ++i) taken.push_back(all[i * all.size() / most_samples]);
  return taken;
}

/// In columns: a name for each number would be most of the page.
Json samples_json(const PlannedHotspot& plan, const HotspotReport& report, const HotspotRun& run, bool energy) {
  Json variant = Json::array();
  Json round = Json::array();
  Json minutes = Json::array();
  Json cost = Json::array();
  std::size_t measured = 0;
  const double began = run.rounds.empty() ? 0.0 : run.rounds.front().started_at;
  for (std::size_t row = 0; row < report.variants.size(); ++row) {
    const auto planned = std::ranges::find(plan.variants, report.variants[row].id, &PlannedVariant::id);
    const auto number = static_cast<std::uint32_t>(planned - plan.variants.begin());
    const std::vector<Shown> all = valid_samples(run, number, energy);
    measured += all.size();
    for (const Shown& shown : evenly_taken(all)) {
      const Sample& sample = *shown.sample;
      const double total = energy ? *sample.energy_total_joules : sample.wall_seconds;
      variant.push_back(row);
      round.push_back(shown.round);
      minutes.push_back(short_number((sample.started_at - began) / 60.0));
      cost.push_back(short_number(total / static_cast<double>(sample.iterations)));
    }
  }
  return {{"measured", measured},
          {"variant", std::move(variant)},
          {"round", std::move(round)},
          {"minutes", std::move(minutes)},
          {"cost", std::move(cost)}};
}

Json hotspot_json(const Report& report, std::size_t index, const HotspotRun& run) {
  const HotspotReport& hotspot = report.hotspots[index];
  const bool energy = knows_joules(hotspot);
  const bool compares_energy = compares_joules(hotspot);
  const std::string_view mark = mark_of(report.provenance);
  Json variants = Json::array();
  for (const VariantSummary& variant : hotspot.variants) variants.push_back(variant_json(variant, energy));
  Json comparisons = Json::array();
  for (const Comparison& comparison : hotspot.comparisons) {
    comparisons.push_back(comparison_json(comparison, compares_energy, mark));
  }
  return {{"name", hotspot_title(hotspot.plan.id, hotspot.plan.size)},
          {"energy", energy},
          {"compares_energy", compares_energy},
          {"variants", std::move(variants)},
          {"comparisons", std::move(comparisons)},
          {"counters", counters_json(hotspot)},
          {"samples", samples_json(hotspot.plan, hotspot, run, energy)}};
}

Json sweep_json(const Sweep& sweep) {
  const bool energy = knows_joules(sweep);
  Json points = Json::array();
  for (const SweepVariant& variant : sweep.variants) {
    for (const SweepPoint& point : variant.points) {
      const double cost = energy ? *point.joules : point.seconds;
      points.push_back({{"variant", variant.id.text()}, {"size", point.size}, {"cost", short_number(cost)}});
    }
  }
  Json crossovers = Json::array();
  for (const Crossover& crossover : sweep.crossovers) {
    if (crossover.energy != energy) continue;
    crossovers.push_back({{"variant", crossover.variant.text()},
                          {"baseline", crossover.baseline.text()},
                          {"above", crossover.variant_wins_above},
                          {"size", short_number(crossover.size)}});
  }
  return {{"name", sweep.hotspot},
          {"energy", energy},
          {"points", std::move(points)},
          {"crossovers", std::move(crossovers)}};
}

}  // namespace

Json chart_data(const Report& report, const Run& run) {
  const HotspotRun not_begun;  // a run that was cut short may lack its last hotspots
  Json hotspots = Json::array();
  for (std::size_t i = 0; i < report.hotspots.size(); ++i) {
    hotspots.push_back(hotspot_json(report, i, i < run.hotspots.size() ? run.hotspots[i] : not_begun));
  }
  Json sweeps = Json::array();
  for (const Sweep& sweep : report.sweeps) sweeps.push_back(sweep_json(sweep));
  return {{"estimated", report.provenance == Provenance::estimated},
          {"level", report.settings.level},
          {"margin", report.settings.margin},
          {"most_samples", most_samples},
          {"hotspots", std::move(hotspots)},
          {"sweeps", std::move(sweeps)}};
}

}  // namespace greenbench
