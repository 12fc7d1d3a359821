#include "analysis/claims/claims.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "analysis/claims/claim_measurements.hpp"
#include "analysis/claims/claim_rule.hpp"
#include "analysis/verdicts/stop_rule.hpp"
#include "results/model/planned_hotspot.hpp"
#include "results/text/number_text.hpp"

namespace greenbench {
namespace {

constexpr std::size_t least_sizes_for_growth = 3;

/// One size of a hotspot in the run.
struct SizeOfHotspot {
  const PlannedHotspot* planned;
  const HotspotRun* measured;
};

/// In ascending order of size.
std::vector<SizeOfHotspot> sizes_of(const Run& run, const std::string& hotspot) {
  std::vector<SizeOfHotspot> sizes;
  for (std::size_t index = 0; index < std::min(run.plan.hotspots.size(), run.hotspots.size()); ++index) {
    const PlannedHotspot& planned = run.plan.hotspots[index];
    if (planned.id == hotspot) sizes.push_back({&planned, &run.hotspots[index]});
  }
  std::ranges::sort(sizes, {}, [](const SizeOfHotspot& each) { return each.planned->size; });
  return sizes;
}

/// The one that the claim quotes, else the nearest to it; the largest where it quotes none.
const SizeOfHotspot& chosen_size(const std::vector<SizeOfHotspot>& sizes, const std::optional<std::uint64_t>& quoted) {
  if (!quoted) return sizes.back();
  const auto distance = [&](const SizeOfHotspot& each) {
    return std::abs(std::log(static_cast<double>(each.planned->size)) - std::log(static_cast<double>(*quoted)));
  };
  return *std::ranges::min_element(sizes, {}, distance);
}

std::optional<std::size_t> index_of(const PlannedHotspot& planned, const VariantId& id) {
  const auto found = std::ranges::find(planned.variants, id, &PlannedVariant::id);
  if (found == planned.variants.end()) return std::nullopt;
  return static_cast<std::size_t>(found - planned.variants.begin());
}

std::string why_absent(const PlannedHotspot& planned, const VariantId& id) {
  const auto left_out = std::ranges::find(planned.left_out, id, &LeftOut::id);
  if (left_out == planned.left_out.end()) return fmt::format("{} is not in this run", id.text());
  return fmt::format("{} was left out of this run: {}", id.text(), left_out->reason);
}

/// The claim's pair at one size of its hotspot, or why it is not there.
struct FoundPlace {
  std::optional<ClaimPlace> place;
  std::string why_not;
};

FoundPlace place_of(const Claim& claim, const SizeOfHotspot& at) {
  for (const VariantId& id : {claim.variant, claim.baseline}) {
    if (!has_variant(*at.planned, id)) return {std::nullopt, why_absent(*at.planned, id)};
  }
  if (at.measured->failure && at.measured->rounds.empty()) {
    return {std::nullopt, fmt::format("{} failed in this run: {}", claim.hotspot, at.measured->failure->reason)};
  }
  const VariantPair pair{*index_of(*at.planned, claim.baseline), *index_of(*at.planned, claim.variant)};
  return {ClaimPlace{at.planned, at.measured, pair}, ""};
}

std::optional<std::uint32_t> cpus_of(const Run& run) {
  const auto field = std::ranges::find(run.environment, "cpus", &EnvironmentField::key);
  if (field == run.environment.end()) return std::nullopt;
  std::uint32_t cpus = 0;
  const char* end = field->value.data() + field->value.size();
  const auto [stop, error] = std::from_chars(field->value.data(), end, cpus);
  return error == std::errc{} && stop == end ? std::optional{cpus} : std::nullopt;
}

/// What all claims of a file are checked against.
struct Checked {
  const Run& run;
  const AnalysisSettings& settings;
  ClaimBasis basis;
};

ClaimRuling rule_on_measured(const Claim& claim, const MeasuredClaim& measured, double margin) {
  if (!measured.measurement) return {ClaimVerdict::not_measurable, measured.why_not};
  if (!measured.judged) return {ClaimVerdict::inconclusive, measured.why_not};
  return rule_on_claim(claim.statement, *measured.judged, margin);
}

/// What keeps the evidence from counting, whatever it says.
void settle_answer(ClaimAnswer& answer, ClaimRuling ruling, const Checked& checked) {
  const bool needs_joules = answer.claim.metric == ClaimMetric::energy || answer.claim.metric == ClaimMetric::power;
  if (checked.run.plan.quick && ruling.answer != ClaimVerdict::not_measurable) {
    ruling = {ClaimVerdict::inconclusive, "the run is a quick preview, which answers no claim"};
  }
  answer.answer = ruling.answer;
  answer.reason = std::move(ruling.reason);
  if (!needs_joules || !checked.basis.estimated || ruling.answer == ClaimVerdict::not_measurable) return;
  answer.estimated = ruling.answer;
  answer.answer = ClaimVerdict::not_measurable;
  answer.reason = "the joules of this run are estimated; by the estimate: " + answer.reason;
}

void add_size_note(ClaimAnswer& answer, std::uint64_t measured, std::size_t sizes) {
  const std::optional<std::uint64_t>& quoted = answer.claim.size;
  if (quoted && *quoted != measured) {
    answer.notes.push_back(
        fmt::format("the size differs: claimed at {}, measured at {}", grouped(*quoted), grouped(measured)));
  } else if (!quoted && sizes > 1) {
    answer.notes.emplace_back("the claim quotes no size: answered at the largest of the run");
  }
}

ClaimAnswer answer_at_one_size(const Claim& claim, const std::vector<SizeOfHotspot>& sizes, const Checked& checked) {
  ClaimAnswer answer{.claim = claim};
  const SizeOfHotspot& at = chosen_size(sizes, claim.size);
  const FoundPlace found = place_of(claim, at);
  if (!found.place) {
    answer.answer = ClaimVerdict::not_measurable;
    answer.reason = found.why_not;
    return answer;
  }
  const MeasuredClaim measured = measure_claim(claim, *found.place, checked.basis);
  if (measured.measurement) {
    answer.measurements.push_back(*measured.measurement);
    add_size_note(answer, at.planned->size, sizes.size());
    if (claim.metric == ClaimMetric::peak_memory) {
      answer.notes.emplace_back(
          "peak memory is one observation per variant, of its growth over one iteration; it has no interval");
    }
  }
  settle_answer(answer, rule_on_measured(claim, measured, checked.settings.margin), checked);
  return answer;
}

ClaimRuling rule_on_sizes(const std::vector<Interval>& intervals, std::size_t measured) {
  if (measured < least_sizes_for_growth) {
    return {ClaimVerdict::not_measurable,
            fmt::format("growth needs {} sizes of the hotspot, the run has {}; see --sweep", least_sizes_for_growth,
                        measured)};
  }
  if (intervals.size() < measured) return {ClaimVerdict::inconclusive, "the ratio of some size has no interval"};
  return rule_on_growth(intervals);
}

ClaimAnswer answer_on_growth(const Claim& claim, const std::vector<SizeOfHotspot>& sizes, const Checked& checked) {
  ClaimAnswer answer{.claim = claim};
  std::vector<Interval> intervals;
  std::string why_not;
  for (const SizeOfHotspot& at : sizes) {
    const FoundPlace found = place_of(claim, at);
    const MeasuredClaim measured = found.place
                                       ? measure_claim(claim, *found.place, checked.basis)
                                       : MeasuredClaim{.measurement = {}, .judged = {}, .why_not = found.why_not};
    if (!measured.measurement) why_not = measured.why_not;
    if (measured.measurement) answer.measurements.push_back(*measured.measurement);
    if (measured.judged) intervals.push_back(measured.judged->interval);
  }
  ClaimRuling ruling = rule_on_sizes(intervals, answer.measurements.size());
  if (answer.measurements.empty() && !why_not.empty()) ruling.reason = why_not;
  settle_answer(answer, std::move(ruling), checked);
  return answer;
}

ClaimAnswer answer_of(const Claim& claim, const Checked& checked) {
  const std::vector<SizeOfHotspot> sizes = sizes_of(checked.run, claim.hotspot);
  if (sizes.empty()) {
    return {.claim = claim,
            .answer = ClaimVerdict::not_measurable,
            .reason = fmt::format("{} is not in this run", claim.hotspot)};
  }
  const bool growth = std::holds_alternative<GrowthClaim>(claim.statement);
  return growth ? answer_on_growth(claim, sizes, checked) : answer_at_one_size(claim, sizes, checked);
}

/// Whether the numbers of the whole run are in doubt; what concerns single hotspots stands in the run's own report.
bool concerns_all_claims(const Warning& warning) {
  return warning.code == "control_excludes_one" || warning.code == "interrupted" || warning.code == "quick_preview";
}

}  // namespace

ClaimsReport check_claims(const NamedClaims& claims, const NamedRun& run, const Report& report) {
  const bool estimated = report.provenance == Provenance::estimated;
  const auto model = estimated ? EstimateModel::of(run.run.plan) : std::nullopt;
  std::optional<ModelDoubts> doubts;
  if (model) doubts.emplace(*run.run.plan.power_model, report.settings.level);
  const Checked checked{.run = run.run,
                        .settings = report.settings,
                        .basis = {.confidence = confidence_of(report.settings.level, run.run.plan.limits),
                                  .estimated = estimated,
                                  .model = model,
                                  .doubts = doubts,
                                  .cpus = cpus_of(run.run)}};
  ClaimsReport result{.file = claims.file,
                      .run = identity_of(run),
                      .settings = report.settings,
                      .provenance = report.provenance,
                      .answers = {},
                      .warnings = {}};
  for (const Claim& claim : claims.claims) result.answers.push_back(answer_of(claim, checked));
  std::ranges::copy_if(report.warnings, std::back_inserter(result.warnings), concerns_all_claims);
  return result;
}

}  // namespace greenbench
