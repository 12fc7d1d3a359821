#include "harness/doctor/doctor_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

constexpr std::size_t columns = 80;
constexpr std::string_view command_indent = "      ";

void add_cross_check(DoctorPage& page, const CrossCheck& check) {
  const std::string names = fmt::format("{} / {}", check.shown_source, check.counting_source);
  if (check.fault) {
    page.paragraph("  ", 2, fmt::format("{}: not compared, because {}", names, *check.fault));
    return;
  }
  page.paragraph("  ", 2, fmt::format("{}, over the same {:.2g} s", names, check.window.value()));
  if (check.domains.empty()) page.line("    no domain in common");
  for (const SharedDomain& domain : check.domains) {
    const std::string ratio = domain.ratio ? fmt::format("ratio {:.4f}", *domain.ratio) : "no ratio";
    const std::string energies = fmt::format("{:.4g} J / {:.4g} J", domain.shown.value(), domain.counting.value());
    page.paragraph("    " + domain.name, 19,
                   fmt::format("{} ({}){}", ratio, energies, domain.finding ? ": " + *domain.finding : ""));
  }
}

}  // namespace

void DoctorPage::heading(std::string_view text) {
  line("");
  line(text);
}

void DoctorPage::paragraph(const std::string& label, std::size_t indent, const std::string& text) {
  const std::string further(indent, ' ');
  std::string first = label;
  const std::size_t width = display_width(first);
  if (!first.empty()) first.append(width < indent ? indent - width : 1, ' ');
  std::string_view rest = text;
  while (true) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view part = rest.substr(0, end);
    if (part.starts_with("  ")) {
      line(std::string{command_indent}.append(part.substr(2)));
    } else {
      for (const std::string& wrapped : wrap(part, {.width = columns, .first_indent = first, .indent = further})) {
        line(wrapped);
      }
      first = further;
    }
    if (end == rest.size()) return;
    rest.remove_prefix(end + 1);
  }
}

std::string DoctorPage::text() const {
  return printable(text_);
}

std::string doctor_verdict(const DoctorReport& report) {
  const std::vector<SourceDiagnosis>& sources = report.sources;
  const auto available = std::ranges::find_if(sources, &SourceDiagnosis::is_available);
  if (available == sources.end()) return "No source of joules can be read here.";
  if (available->provenance == Provenance::estimated) {
    return "Joules cannot be measured here; they would be estimated from CPU time.";
  }
  return fmt::format("Joules can be measured here, through {}.", available->source);
}

void add_cross_checks(DoctorPage& page, const DoctorReport& report) {
  if (!report.cross_checks.empty()) page.heading("Cross-checks");
  for (const CrossCheck& check : report.cross_checks) add_cross_check(page, check);
}

void add_risks(DoctorPage& page, const DoctorReport& report) {
  page.heading(report.risks.empty() ? "Noise: no risk found" : "Noise risks");
  for (const Risk& risk : report.risks) {
    page.paragraph(fmt::format("  {}:", risk.name), 4, risk.finding);
    page.paragraph("    to do:", 11, risk.advice);
  }
}

}  // namespace greenbench
