// Checked claims for people at a terminal: one table of all answers, then each claim with what stands behind it.

#include <fmt/format.h>

#include <algorithm>

#include "results/text/claim_text.hpp"
#include "results/text/compare_captions.hpp"
#include "results/text/display_text.hpp"
#include "results/writers/wrapped_table.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

Style style_of(ClaimVerdict answer) {
  switch (answer) {
    case ClaimVerdict::confirmed:
      return Style::green;
    case ClaimVerdict::refuted:
      return Style::red;
    case ClaimVerdict::direction_only:
      return Style::yellow;
    case ClaimVerdict::inconclusive:
      return Style::plain;
    case ClaimVerdict::not_measurable:
      return Style::faint;
  }
  return Style::plain;
}

void add_table(Page& page, const ClaimsReport& report) {
  WrappedTable table{{{"claim", 0.25}, {"claimed", 0.22}, {"measured"}, {"answer", 0.22}}};
  for (const ClaimAnswer& answer : report.answers) {
    if (answer.measurements.empty()) continue;
    table.add({printable(answer.claim.id), claimed_text(answer.claim),
               measured_text(answer, mark_for(report, answer.claim)), answer_text(answer)},
              style_of(answer.answer));
  }
  if (!table.empty()) table.draw(page);
}

void add_details(Page& page, const ClaimAnswer& answer) {
  page.skip_line();
  page.add(answer.claim.id, "", Style::bold);
  page.add(fmt::format("\"{}\" ({})", answer.claim.sentence, answer.claim.source), "  ");
  page.add(place_text(answer), "  ");
  page.add(fmt::format("{}: {}.", name_of(answer.answer), answer.reason), "  ");
  for (const std::string& note : answer.notes) page.add(note + ".", "  note: ");
}

/// A run rarely holds every hotspot of a file of claims: one line is enough for what it does not hold.
void add_unmeasured(Page& page, const ClaimsReport& report) {
  const auto is_unmeasured = [](const ClaimAnswer& answer) { return answer.measurements.empty(); };
  if (std::ranges::none_of(report.answers, is_unmeasured)) return;
  page.skip_line();
  page.add("Nothing measured", "", Style::bold);
  for (const ClaimAnswer& answer : report.answers) {
    if (is_unmeasured(answer)) page.add(answer.reason + ".", fmt::format("  {}: ", printable(answer.claim.id)));
  }
}

}  // namespace

std::string write_claims_terminal(const ClaimsReport& report, const WriteOptions& options) {
  Page page{options};
  page.add("greenbench claims: what documentation says, against a saved run", "", Style::bold);
  page.add(report.file, "claims: ");
  page.add(identity_sentence(report.run), "run:    ");
  page.add(claims_energy_sentence(report));
  page.skip_line();
  add_table(page, report);
  for (const ClaimAnswer& answer : report.answers) {
    if (!answer.measurements.empty()) add_details(page, answer);
  }
  add_unmeasured(page, report);
  page.skip_line();
  page.add(count_sentence(report) + ".", "", Style::bold);
  for (const std::string& caption : claims_captions(report)) page.add(caption);
  if (!report.warnings.empty()) page.skip_line();
  for (const Warning& warning : report.warnings) {
    page.add(warning.text, "warning: ", Style::yellow);
    page.add(warning.remedy, " remedy: ");
  }
  return page.take();
}

}  // namespace greenbench
