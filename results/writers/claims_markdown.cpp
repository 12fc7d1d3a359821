// Checked claims as a document.

#include <fmt/format.h>

#include <algorithm>

#include "results/text/claim_text.hpp"
#include "results/text/compare_captions.hpp"
#include "results/writers/markdown_text.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

std::string answers_table(const ClaimsReport& report) {
  MarkdownTable table{{{"claim"}, {"claimed"}, {"measured"}, {"answer"}}};
  for (const ClaimAnswer& answer : report.answers) {
    std::string measured = measured_text(answer, mark_for(report, answer.claim));
    // A cell has one line.
    for (std::size_t end = measured.find('\n'); end != std::string::npos; end = measured.find('\n')) {
      measured.replace(end, 1, "; ");
    }
    table.add({answer.claim.id, claimed_text(answer.claim), measured, answer_text(answer)});
  }
  return table.text();
}

std::string details_of(const ClaimAnswer& answer) {
  std::string text = fmt::format("\n### {}\n\n> {}\n\n{}\n\n- {}\n- {}: {}.\n", escaped(answer.claim.id),
                                 escaped(answer.claim.sentence), escaped(answer.claim.source),
                                 escaped(place_text(answer)), escaped(answer_text(answer)), escaped(answer.reason));
  for (const std::string& note : answer.notes) text += fmt::format("- {}.\n", escaped(note));
  return text;
}

}  // namespace

std::string write_claims_markdown(const ClaimsReport& report, const WriteOptions& /*options*/) {
  std::string text =
      fmt::format("# greenbench claims\n\n- Claims: {}\n- Run: {}\n- Energy: {}\n\n{}\n**{}.**\n", escaped(report.file),
                  escaped(identity_sentence(report.run)), escaped(claims_energy_sentence(report)),
                  answers_table(report), escaped(count_sentence(report)));
  if (!report.warnings.empty()) text += "\n## Warnings\n\n";
  for (const Warning& warning : report.warnings) {
    text += fmt::format("- **{}**: {} *Remedy:* {}\n", escaped(warning.code), escaped(warning.text),
                        escaped(warning.remedy));
  }
  text += "\n## Each claim\n";
  for (const ClaimAnswer& answer : report.answers) text += details_of(answer);
  text += "\n## How to read this\n";
  for (const std::string& caption : claims_captions(report)) text += fmt::format("\n{}\n", escaped(caption));
  return text;
}

}  // namespace greenbench
