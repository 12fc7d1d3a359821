// Everything that doctor found: --verbose.

#include <fmt/format.h>

#include <string>

#include "harness/doctor/doctor_page.hpp"
#include "results/model/names.hpp"
#include "results/text/captions.hpp"

namespace greenbench {
namespace {

std::string updates_text(const DomainRecord& domain) {
  if (domain.provenance == Provenance::estimated) return "exact at every read";
  std::string text = fmt::format("steps of {:.3g} µJ", domain.resolution_joules * 1e6);
  if (!domain.update_period_seconds) return text + ", did not move regularly while it was watched";
  text += fmt::format(", updated every {:.4g} ms", *domain.update_period_seconds * 1e3);
  if (domain.update_jitter_seconds) text += fmt::format(" (jitter {:.3g} µs)", *domain.update_jitter_seconds * 1e6);
  return text;
}

std::string domain_text(const DomainRecord& domain) {
  std::string text = fmt::format("{}; {}", domain.counted ? "in the total" : "shown only", updates_text(domain));
  if (domain.wrap_joules) text += fmt::format("; wraps after {:.4g} J", *domain.wrap_joules);
  return text + "; " + domain.where;
}

std::string cost_text(const ReadCost& cost) {
  return fmt::format("one read takes {:.3g} µs (half of {} reads: {:.3g} to {:.3g} µs)", cost.median.value() * 1e6,
                     cost.reads, cost.lower_quartile.value() * 1e6, cost.upper_quartile.value() * 1e6);
}

void add_source(DoctorPage& page, const SourceDiagnosis& source) {
  const std::string label = "  " + source.source;
  if (!source.is_available()) {
    page.paragraph(label, 13, "not available: " + source.reason);
    page.paragraph("    to do:", 13, source.remedy);
    return;
  }
  page.paragraph(label, 13, fmt::format("{}; {}", name_of(source.provenance), cost_text(*source.read_cost)));
  for (const DomainRecord& domain : source.domains) page.paragraph("    " + domain.name, 19, domain_text(domain));
}

void add_model(DoctorPage& page, const PowerModel& model, const ModelErrors& errors) {
  const auto range = [](const ModelParameter& watts) {
    return fmt::format("{:.3g} W ({:.3g} to {:.3g} W)", watts.value, watts.low, watts.high);
  };
  page.paragraph(fmt::format("  {}:", model.name), 4, model.reason);
  if (!model.scope.empty()) page.paragraph("    joules of", 19, model.scope);
  page.paragraph("    CPUs", 19, std::to_string(model.cpus));
  page.paragraph("    idle", 19, range(model.idle_watts_per_cpu) + " per CPU");
  page.paragraph("    full load", 19, range(model.full_watts_per_cpu) + " per CPU");
  if (model.memory_watts_per_gib.high > 0.0) {
    page.paragraph("    memory", 19, range(model.memory_watts_per_gib) + " per GiB");
  }
  page.paragraph("    between", 19,
                 model.load_exponent == 1.0 ? "a straight line"
                                            : fmt::format("a curve: {:.0f}% of the way from idle to full at half load",
                                                          load_share(0.5, model.load_exponent) * 100.0));
  page.paragraph("    checked", 19, model_error_caption(errors));
}

}  // namespace

std::string verbose_doctor_text(const DoctorReport& report) {
  DoctorPage page;
  page.line(doctor_verdict(report));
  page.heading("Sources, best first");
  for (const SourceDiagnosis& source : report.sources) add_source(page, source);
  add_cross_checks(page, report);
  add_risks(page, report);
  page.heading("Power model of the estimate");
  add_model(page, report.power_model, report.model_errors);
  page.heading("Machine");
  for (const EnvironmentField& field : report.machine) page.paragraph("  " + field.key, 31, field.value);
  return page.text();
}

}  // namespace greenbench
