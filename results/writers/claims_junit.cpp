// Checked claims as JUnit XML, for what shows test results: one test case per claim. A refuted claim is a failure; what
// could not be told is skipped, with its reason.

#include <fmt/format.h>

#include "results/text/claim_text.hpp"
#include "results/text/compare_captions.hpp"
#include "results/text/xml_text.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

bool is_skipped(ClaimVerdict answer) {
  return answer == ClaimVerdict::inconclusive || answer == ClaimVerdict::not_measurable;
}

/// Everything a reader of a failed test needs.
std::string details_of(const ClaimsReport& report, const ClaimAnswer& answer) {
  const std::string measured = measured_text(answer, mark_for(report, answer.claim));
  std::string text = fmt::format("\"{}\" ({})\n{}\nclaimed: {}\nmeasured: {}\nanswer: {}: {}", answer.claim.sentence,
                                 answer.claim.source, place_text(answer), claimed_text(answer.claim),
                                 measured.empty() ? "nothing" : measured, answer_text(answer), answer.reason);
  for (const std::string& note : answer.notes) text += "\nnote: " + note;
  return text;
}

std::string test_case(const ClaimsReport& report, const ClaimAnswer& answer) {
  const std::string message = xml_text(fmt::format("{}: {}", answer_text(answer), answer.reason));
  std::string text = fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"0\">\n",
                                 xml_text(answer.claim.hotspot), xml_text(answer.claim.id));
  if (answer.answer == ClaimVerdict::refuted) {
    text += fmt::format("      <failure type=\"refuted\" message=\"{}\"/>\n", message);
  } else if (is_skipped(answer.answer)) {
    text += fmt::format("      <skipped message=\"{}\"/>\n", message);
  }
  return text +
         fmt::format("      <system-out>{}</system-out>\n    </testcase>\n", xml_text(details_of(report, answer)));
}

}  // namespace

std::string write_claims_junit(const ClaimsReport& report, const WriteOptions& /*options*/) {
  const std::string counts =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\"", report.answers.size(),
                  count_of(report, ClaimVerdict::refuted),
                  count_of(report, ClaimVerdict::inconclusive) + count_of(report, ClaimVerdict::not_measurable));
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"greenbench claims\" {0}>\n  <testsuite "
      "name=\"{1}\" {0}>\n    <properties>\n      <property name=\"run\" value=\"{2}\"/>\n      <property "
      "name=\"joules\" value=\"{3}\"/>\n    </properties>\n",
      counts, xml_text(report.file), xml_text(identity_sentence(report.run)),
      report.provenance == Provenance::measured ? "measured" : "estimated");
  for (const ClaimAnswer& answer : report.answers) text += test_case(report, answer);
  return text + "  </testsuite>\n</testsuites>\n";
}

}  // namespace greenbench
