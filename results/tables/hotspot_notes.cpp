#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "results/model/planned_hotspot.hpp"
#include "results/model/precision.hpp"
#include "results/text/captions.hpp"
#include "results/text/number_text.hpp"

namespace greenbench {
namespace {

/// Of the comparison that has furthest to go; empty when one has no interval.
std::optional<Precision> precision_reached(const Report& report, const HotspotReport& hotspot) {
  std::optional<Precision> least;
  for (const Comparison& comparison : hotspot.comparisons) {
    const auto found = precision_of(comparison, report.provenance, precision_for(hotspot.plan, report.run.plan.limits));
    if (!found) return std::nullopt;
    if (!least || is_less_precise(*found, *least)) least = found;
  }
  return least;
}

std::string stop_sentence(const Report& report, const HotspotReport& hotspot) {
  const Limits& limits = report.run.plan.limits;
  switch (hotspot.stop) {
    case StopReason::precision_reached:
      // The stop rule knew the plan's own baselines only.
      return has_chosen_baseline(hotspot.plan, report.settings.baseline)
                 ? "Stopped: every ratio to the plan's own baselines is precise enough; to this one"
                 : "Stopped: every ratio is precise enough";
    case StopReason::max_rounds:
      return fmt::format("Stopped at the most rounds allowed ({})", limits.max_rounds);
    case StopReason::time_limit:
      return fmt::format("Stopped at the time limit of {} s", limits.time_limit_seconds);
    case StopReason::failed:
      return "Stopped by a failure";
    case StopReason::interrupted:
      return "Interrupted";
    case StopReason::not_finished:
      return "Not finished";
  }
  return "Not finished";
}

std::string stop_note(const Report& report, const HotspotReport& hotspot) {
  if (hotspot.comparisons.empty()) return fmt::format("{}.", stop_sentence(report, hotspot));
  const std::optional<Precision> reached = precision_reached(report, hotspot);
  if (!reached) {
    return fmt::format("{}: no interval yet, wanted ±{}.", stop_sentence(report, hotspot),
                       percent_text(precision_for(hotspot.plan, report.run.plan.limits)));
  }
  return fmt::format("{}: least precise ratio ±{}, wanted ±{}.", stop_sentence(report, hotspot),
                     percent_text(reached->half_width), percent_text(reached->wanted));
}

std::string amount_note(const HotspotReport& hotspot) {
  const auto plural = [](std::uint32_t count, std::string_view noun) {
    return fmt::format("{} {}{}", grouped(count), noun, count == 1 ? "" : "s");
  };
  const std::string valid =
      fmt::format("{}, {}", plural(hotspot.rounds, "round"), plural(hotspot.blocks, "valid block"));
  return hotspot.void_blocks == 0 ? valid + "."
                                  : fmt::format("{}, {}.", valid, plural(hotspot.void_blocks, "discarded block"));
}

/// Empty where they were equally fast, or there was one.
std::string cpu_note(const HotspotReport& hotspot) {
  constexpr double worth_saying = 1.05;
  if (hotspot.cpus.empty()) return {};
  const CpuSpeed& slowest = std::ranges::max(hotspot.cpus, {}, &CpuSpeed::relative_seconds);
  const CpuSpeed& fastest = std::ranges::min(hotspot.cpus, {}, &CpuSpeed::relative_seconds);
  if (slowest.relative_seconds < worth_saying) return {};
  return fmt::format(
      "CPU {} took {:.2f} times as long as CPU {} for the same work; ratios compare what ran on the same one.",
      slowest.cpu, slowest.relative_seconds, fastest.cpu);
}

std::string server_note(const ServerSettings& server) {
  return fmt::format(
      "The local server answered {:g} ms after each request, with {} bytes; its CPU time and energy are part of the "
      "figures, its context switches are not.",
      server.latency_seconds * 1e3, grouped(server.body_bytes));
}

/// By how much a region must grow until its joules are ten times their uncertainty.
std::string resolution_note(const Report& report, const VariantSummary& summary) {
  const double factor = std::ceil(10.0 * *summary.joules_instrument_uncertainty / summary.joules->value);
  const double milliseconds = std::ceil(report.run.plan.limits.min_region_seconds * factor * 1e3);
  return fmt::format(
      "{} is below resolution: its joules are not larger than the counters' uncertainty. The region must "
      "grow {:.0f} times: --min-region {:.0f}ms.",
      summary.id.text(), factor, milliseconds);
}

/// The variants that are unclear for one and the same reason share a line.
void add_verdict_notes(const HotspotReport& hotspot, std::vector<std::string>& notes) {
  std::vector<std::pair<std::string, std::string>> variants_by_reason;
  for (const Comparison& comparison : hotspot.comparisons) {
    if (comparison.verdict_note.empty()) continue;
    const std::string reason =
        fmt::format("{}: {}", comparison.energy_verdict == Verdict::inconclusive ? "inconclusive" : "note",
                    comparison.verdict_note);
    auto group = std::ranges::find(variants_by_reason, reason, &std::pair<std::string, std::string>::first);
    if (group == variants_by_reason.end()) group = variants_by_reason.insert(group, {reason, ""});
    group->second += (group->second.empty() ? "" : ", ") + comparison.variant.text();
  }
  for (const auto& [reason, variants] : variants_by_reason) notes.push_back(fmt::format("{}: {}.", variants, reason));
}

void add_energy_notes(const Report& report, const HotspotReport& hotspot, std::vector<std::string>& notes) {
  const auto counts = [](const DomainRecord& domain) { return domain.counted; };
  if (std::ranges::none_of(report.run.plan.domains, counts)) return;
  for (const VariantSummary& summary : hotspot.variants) {
    if (below_resolution(report, summary)) notes.push_back(resolution_note(report, summary));
    if (!summary.joules) {
      notes.push_back(
          fmt::format("{}: energy below resolution: in at least one repetition no counter moved or could be read. The "
                      "warning says how long a region (--min-region) has to be.",
                      summary.id.text()));
    }
  }
}

}  // namespace

std::vector<std::string> hotspot_notes(const Report& report, const HotspotReport& hotspot) {
  std::vector<std::string> notes;
  if (!hotspot.variants.empty()) notes = {amount_note(hotspot), stop_note(report, hotspot)};
  if (std::string note = cpu_note(hotspot); !note.empty()) notes.push_back(std::move(note));
  if (hotspot.plan.server) notes.push_back(server_note(*hotspot.plan.server));
  add_verdict_notes(hotspot, notes);
  add_energy_notes(report, hotspot, notes);
  for (const VariantFailure& failed : hotspot.failed_variants) {
    notes.push_back(
        fmt::format("{} FAILED: {}", hotspot.plan.variants[failed.variant].id.text(), failure_text(failed.failure)));
  }
  for (const LeftOut& left_out : hotspot.plan.left_out) {
    notes.push_back(fmt::format("Left out {}: {}.", left_out.id.text(), left_out.reason));
  }
  return notes;
}

}  // namespace greenbench
