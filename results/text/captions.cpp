#include "results/text/captions.hpp"

#include <fmt/format.h>

#include <cmath>

#include "results/model/names.hpp"
#include "results/text/number_text.hpp"

namespace greenbench {
namespace {

/// "powercap package-0 + dram-0; nvml gpu-0"
std::string counted_domains(const std::vector<DomainRecord>& domains) {
  std::string text;
  std::string source;
  for (const DomainRecord& domain : domains) {
    if (!domain.counted) continue;
    if (domain.source == source) {
      text += " + " + domain.name;
    } else {
      text += fmt::format("{}{} {}", text.empty() ? "" : "; ", domain.source, domain.name);
    }
    source = domain.source;
  }
  return text;
}

std::string range_text(const ModelParameter& range, std::string_view unit) {
  return fmt::format("{} {} ({} to {})", three_digits(range.value), unit, three_digits(range.low),
                     three_digits(range.high));
}

std::string estimate_caption(const PowerModel& model) {
  std::string text = fmt::format(
      "~ estimated with the power model \"{}\", not measured{}{}: {} CPU{} at {} idle and {} "
      "full load each",
      model.name, model.scope.empty() ? "" : "; joules of ", model.scope, model.cpus, model.cpus == 1 ? "" : "s",
      range_text(model.idle_watts_per_cpu, "W"), range_text(model.full_watts_per_cpu, "W"));
  if (model.memory_watts_per_gib.high > 0.0) {
    text += fmt::format(", memory {}", range_text(model.memory_watts_per_gib, "W/GiB"));
  }
  return text + fmt::format(
                    ". Why this model: {}. It sees CPU time, but no difference in instructions per joule, cache "
                    "or memory traffic. Take its amounts of joules as an order of magnitude.",
                    model.reason);
}

/// "1.5x": rounded up, so that what it says cannot be told cannot.
std::string error_text(const ErrorOfKind& error) {
  return fmt::format("{:.1f}x", std::ceil(error.factor * 10.0) / 10.0);
}

}  // namespace

std::string provenance_caption(const Report& report) {
  const Plan& plan = report.run.plan;
  const std::string domains = counted_domains(plan.domains);
  if (domains.empty()) return "Time only: no energy source was counted, joules are unknown.";
  if (report.provenance == Provenance::measured) return fmt::format("Measured: {}.", domains);
  if (plan.power_model) {
    const std::string limit = report.model_errors ? " " + model_error_caption(*report.model_errors) : "";
    return estimate_caption(*plan.power_model) + limit;
  }
  return fmt::format("~ estimated, not measured: {}.", domains);
}

std::string model_error_sentence(const ModelErrors& errors) {
  return fmt::format("Energy differences below {} (code on one core) or {} (parallel code) are beyond this estimate.",
                     error_text(errors.one_core), error_text(errors.parallel));
}

std::string model_error_caption(const ModelErrors& errors) {
  return fmt::format("{} In {} of {} and {} published pairs of programs it was further off than that.",
                     model_error_sentence(errors), percent_text(1.0 - errors.level), grouped(errors.one_core.pairs),
                     grouped(errors.parallel.pairs));
}

std::string short_provenance_caption(const Report& report) {
  const auto& model = report.run.plan.power_model;
  if (report.provenance != Provenance::estimated || !model) return provenance_caption(report);
  return fmt::format("~ estimated with the power model \"{}\", not measured.", model->name);
}

std::string provenance_sentence(const Report& report) {
  if (!report.model_errors || !report.run.plan.power_model) return short_provenance_caption(report);
  return fmt::format(
      "~ estimated (power model \"{}\"): energy differences below {} (code on one core) or {} (parallel code) are "
      "beyond it.",
      report.run.plan.power_model->name, error_text(report.model_errors->one_core),
      error_text(report.model_errors->parallel));
}

std::string direction_caption(const Report& report) {
  const std::string level = percent_text(report.settings.level);
  const bool hull = report.provenance == Provenance::estimated && report.run.plan.power_model;
  return fmt::format(
      "\"2.00x less\" means that the baseline uses 2.00 times the energy of the variant, "
      "\"2.00x more\" the reverse; in brackets the {} interval of that factor{}.",
      level, hull ? ", the model's error included where it is known" : "");
}

std::string baseline_caption(const Report& report) {
  const auto& chosen = report.settings.baseline;
  if (!chosen) return {};
  return fmt::format(
      "The baseline is {} wherever a hotspot has it, for variants of every language (--baseline); other hotspots keep "
      "their own.",
      chosen->text());
}

std::string verdict_caption(const Report& report) {
  const AnalysisSettings& settings = report.settings;
  return fmt::format(
      "saves, costs: the {} interval excludes 1 and the p-value, {}Holm-adjusted over {} comparison{}, is at most {}. "
      "equivalent: the 90% interval lies within ±{}. inconclusive: neither can be said.",
      percent_text(settings.level), stops_on_width(report.run.plan.limits) ? "tripled for stopping on width and " : "",
      report.comparisons, report.comparisons == 1 ? "" : "s", percent_text(1.0 - settings.level),
      percent_text(settings.margin));
}

std::string failure_sentence(const HotspotReport& hotspot) {
  return hotspot.failure ? failure_text(*hotspot.failure) : std::string{};
}

std::string failure_text(const Failure& failure) {
  std::string kind{name_of(failure.kind)};
  for (char& character : kind) {
    if (character == '_') character = ' ';
  }
  const std::string round = failure.round ? fmt::format(" (round {})", *failure.round) : "";
  return fmt::format("{}{}: {}", kind, round, failure.reason);
}

bool below_resolution(const Report& report, const VariantSummary& summary) {
  return report.provenance == Provenance::measured && summary.joules && summary.joules_instrument_uncertainty &&
         *summary.joules_instrument_uncertainty >= summary.joules->value;
}

}  // namespace greenbench
