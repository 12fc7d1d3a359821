// What doctor says first: which source, why not a better one, and what to do. doctor_verbose.cpp has the rest.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "harness/doctor/doctor_page.hpp"
#include "results/model/names.hpp"
#include "results/text/captions.hpp"

namespace greenbench {
namespace {

std::string domains_text(const SourceDiagnosis& source) {
  std::vector<std::string> names;
  for (const DomainRecord& domain : source.domains) {
    names.push_back(domain.name + (domain.counted ? "" : " (shown only)"));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string model_text(const DoctorReport& report) {
  return fmt::format("estimated from CPU time, as {}: {}. {}", report.power_model.name, report.power_model.reason,
                     model_error_sentence(report.model_errors));
}

std::string source_text(const DoctorReport& report, const SourceDiagnosis& source) {
  if (!source.is_available()) return "not available: " + source.reason;
  if (source.provenance == Provenance::estimated) return model_text(report);
  return fmt::format("{}: {}; one read takes {:.3g} µs", name_of(source.provenance), domains_text(source),
                     source.read_cost->median.value() * 1e6);
}

/// A remedy, and every source that it would help.
struct Remedy {
  std::string text;
  std::vector<std::string> sources;
};

/// Of the sources that would be better than what there is for their device.
std::vector<Remedy> remedies(const std::vector<SourceDiagnosis>& sources) {
  std::vector<Remedy> found;
  for (auto source = sources.begin(); source != sources.end(); ++source) {
    const bool has_better = std::any_of(sources.begin(), source, [&](const SourceDiagnosis& better) {
      return better.is_available() && better.device == source->device;
    });
    if (source->is_available() || has_better) continue;
    auto remedy = std::ranges::find(found, source->remedy, &Remedy::text);
    if (remedy == found.end()) remedy = found.insert(remedy, {.text = source->remedy, .sources = {}});
    remedy->sources.push_back(source->source);
  }
  return found;
}

}  // namespace

std::string doctor_text(const DoctorReport& report) {
  DoctorPage page;
  page.line(doctor_verdict(report));
  page.heading("Sources, best first");
  for (const SourceDiagnosis& source : report.sources) {
    page.paragraph("  " + source.source, 13, source_text(report, source));
  }
  for (const Remedy& remedy : remedies(report.sources)) {
    page.paragraph(fmt::format("  to do ({}):", fmt::join(remedy.sources, ", ")), 4, remedy.text);
  }
  add_cross_checks(page, report);
  add_risks(page, report);
  page.line("");
  page.line("Every domain, the power model and the machine: --verbose.");
  return page.text();
}

}  // namespace greenbench
