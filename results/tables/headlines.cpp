#include <fmt/format.h>

#include <algorithm>

#include "results/model/planned_hotspot.hpp"
#include "results/tables/table.hpp"
#include "results/text/captions.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

/// What the variants of a language are compared with.
const VariantSummary* baseline_of(const Report& report, const HotspotReport& hotspot, const std::string& language) {
  const bool of_every_language = has_chosen_baseline(hotspot.plan, report.settings.baseline);
  const auto found = std::ranges::find_if(hotspot.variants, [&](const VariantSummary& summary) {
    return summary.baseline && (of_every_language || summary.id.language == language);
  });
  return found == hotspot.variants.end() ? nullptr : &*found;
}

/// The comparisons of one language whose joules are known.
std::vector<const Comparison*> energy_comparisons(const HotspotReport& hotspot, const std::string& language) {
  std::vector<const Comparison*> comparisons;
  for (const Comparison& comparison : hotspot.comparisons) {
    if (comparison.variant.language == language && comparison.energy) comparisons.push_back(&comparison);
  }
  return comparisons;
}

/// The baseline's name, with its language where that is another one.
std::string name_within(const std::string& language, const VariantId& baseline) {
  return baseline.language == language ? baseline.name : baseline.text();
}

bool is_alone(const HotspotReport& hotspot, const VariantId& variant) {
  return std::ranges::none_of(hotspot.variants, [&](const VariantSummary& summary) {
    return summary.id.language == variant.language && summary.id != variant;
  });
}

/// "join saves most: 2.00x less energy than concat (1.90 to 2.10)"; of an estimate noise and model stand apart.
std::string saving_sentence(const Comparison& best, std::ptrdiff_t savers, std::string_view mark, Intervals intervals) {
  const std::string ratio = ratio_text(*best.energy, best.energy_verdict, mark);
  const std::size_t bracket = ratio.find(" (");
  return fmt::format(
      "{} saves{}: {}{} than {}{}", best.variant.name, savers > 1 ? " most" : "", ratio.substr(0, bracket),
      intervals == Intervals::apart ? " energy" : "", name_within(best.variant.language, best.baseline),
      best.energy->model_interval && intervals == Intervals::apart ? " " + intervals_apart(*best.energy, mark)
                                                                   : ratio.substr(bracket));
}

/// Seconds are measured where joules are not: "in time join saves most: 1.11x less (1.08 to 1.15)". Empty when none is
/// shown to save any.
std::string time_clause(const std::vector<const Comparison*>& comparisons, Intervals intervals) {
  const Comparison* best = nullptr;
  std::size_t savers = 0;
  for (const Comparison* each : comparisons) {
    if (each->time_verdict != Verdict::saves) continue;
    ++savers;
    if (best == nullptr || each->time.value > best->time.value) best = each;
  }
  if (best == nullptr) return {};
  const std::string_view saves = intervals == Intervals::one ? "" : savers > 1 ? " saves most" : " saves";
  return fmt::format("in time {}{}: {}", best->variant.name, saves, ratio_text(best->time, best->time_verdict, ""));
}

/// `in_time` follows where it is not empty; the short form then leaves out what the table beside it shows.
std::string nothing_saves_sentence(const std::vector<const Comparison*>& comparisons, const std::string& baseline,
                                   const std::string& in_time, Intervals intervals) {
  if (intervals == Intervals::one && !in_time.empty()) return "no energy saving shown; " + in_time;
  const auto unclear = std::ranges::count(comparisons, Verdict::inconclusive, &Comparison::energy_verdict);
  const std::string time = in_time.empty() ? "" : "; " + in_time;
  if (unclear == 0) return fmt::format("no variant saves energy against {}{}", baseline, time);
  return fmt::format("no variant is shown to save energy against {}; {} inconclusive{}", baseline, unclear, time);
}

std::string headline(const Report& report, const HotspotReport& hotspot, const std::string& language,
                     Intervals intervals) {
  const VariantSummary* const baseline = baseline_of(report, hotspot, language);
  if (baseline == nullptr) return "its baseline was not measured, so there is nothing to compare with";
  const std::vector<const Comparison*> comparisons = energy_comparisons(hotspot, language);
  const std::string against = name_within(language, baseline->id);
  if (baseline->id.language == language && is_alone(hotspot, baseline->id)) {
    return fmt::format("{} is the baseline, and no other variant was measured", against);
  }
  if (comparisons.empty()) return fmt::format("no variant's energy could be compared with {}", against);
  const auto saves = [](const Comparison* each) { return each->energy_verdict == Verdict::saves; };
  const auto savers = std::ranges::count_if(comparisons, saves);
  if (savers == 0) {
    const bool estimated = report.provenance == Provenance::estimated;
    return nothing_saves_sentence(comparisons, against, estimated ? time_clause(comparisons, intervals) : "",
                                  intervals);
  }
  const auto saves_less = [&](const Comparison* left, const Comparison* right) {
    if (saves(left) != saves(right)) return saves(right);
    return left->energy->value < right->energy->value;
  };
  return saving_sentence(**std::ranges::max_element(comparisons, saves_less), savers, mark_of(report.provenance),
                         intervals);
}

}  // namespace

const Comparison* comparison_of(const HotspotReport& hotspot, const VariantId& variant) {
  const auto found = std::ranges::find(hotspot.comparisons, variant, &Comparison::variant);
  return found == hotspot.comparisons.end() ? nullptr : &*found;
}

std::vector<std::string> languages_of(const HotspotReport& hotspot) {
  std::vector<std::string> languages;
  for (const VariantSummary& summary : hotspot.variants) {
    if (std::ranges::find(languages, summary.id.language) == languages.end()) languages.push_back(summary.id.language);
  }
  return languages;
}

std::vector<std::string> headlines(const Report& report, const HotspotReport& hotspot, Intervals intervals) {
  std::vector<std::string> sentences;
  for (const std::string& language : languages_of(hotspot)) {
    const std::string sentence = headline(report, hotspot, language, intervals);
    sentences.push_back(fmt::format("{}: {}.", language_title(language), sentence));
  }
  return sentences;
}

}  // namespace greenbench
