#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "harness/doctor/doctor_report.hpp"
#include "results/model/names.hpp"
#include "results/text/captions.hpp"
#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

constexpr std::size_t columns = 80;
constexpr std::string_view command_indent = "      ";

/// Text that is built line by line.
class Page {
 public:
  void line(std::string_view text) { text_.append(text) += '\n'; }

  void heading(std::string_view text) {
    line("");
    line(text);
  }

  /// Wrapped; `label` opens the first line, the others begin at `indent` columns. Lines of the text that begin with
  /// two spaces are commands.
  void paragraph(const std::string& label, std::size_t indent, const std::string& text) {
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

  [[nodiscard]] std::string text() const { return printable(text_); }

 private:
  std::string text_;
};

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

void add_source(Page& page, const SourceDiagnosis& source) {
  const std::string label = "  " + source.source;
  if (!source.is_available()) {
    page.paragraph(label, 13, "not available: " + source.reason);
    page.paragraph("    to do:", 13, source.remedy);
    return;
  }
  page.paragraph(label, 13, fmt::format("{}; {}", name_of(source.provenance), cost_text(*source.read_cost)));
  for (const DomainRecord& domain : source.domains) page.paragraph("    " + domain.name, 19, domain_text(domain));
}

void add_cross_check(Page& page, const CrossCheck& check) {
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

void add_model(Page& page, const PowerModel& model, const ModelErrors& errors) {
  const auto range = [](const ModelParameter& watts) {
    return fmt::format("{:.3g} W ({:.3g} to {:.3g} W)", watts.value, watts.low, watts.high);
  };
  page.paragraph("  " + model.name, 2, fmt::format(": {}", model.reason));
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

std::string verdict(const std::vector<SourceDiagnosis>& sources) {
  const auto available = std::ranges::find_if(sources, &SourceDiagnosis::is_available);
  if (available == sources.end()) return "No source of joules can be read here.";
  if (available->provenance == Provenance::estimated) {
    return "Joules cannot be measured here; they would be estimated from CPU time.";
  }
  return fmt::format("Joules can be measured here, through {}.", available->source);
}

}  // namespace

std::string doctor_text(const DoctorReport& report) {
  Page page;
  page.line(verdict(report.sources));
  page.heading("Sources, best first");
  for (const SourceDiagnosis& source : report.sources) add_source(page, source);
  if (!report.cross_checks.empty()) page.heading("Cross-checks");
  for (const CrossCheck& check : report.cross_checks) add_cross_check(page, check);
  page.heading(report.risks.empty() ? "Noise: no risk found" : "Noise risks");
  for (const Risk& risk : report.risks) {
    page.paragraph("  " + risk.name, 2, ": " + risk.finding);
    page.paragraph("    to do:", 11, risk.advice);
  }
  page.heading("Power model of the estimate");
  add_model(page, report.power_model, report.model_errors);
  page.heading("Machine");
  for (const EnvironmentField& field : report.machine) page.paragraph("  " + field.key, 31, field.value);
  return page.text();
}

}  // namespace greenbench
