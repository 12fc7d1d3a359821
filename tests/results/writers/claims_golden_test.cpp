// Every format of `claims`, byte for byte. GREENBENCH_BLESS=1 rewrites the files; the difference is then reviewed.

#include <gtest/gtest.h>

#include <sstream>

#include "results/text/claim_text.hpp"
#include "results/text/display_text.hpp"
#include "results/writers/writers.hpp"
#include "tests/results/claims_example.hpp"
#include "tests/support/golden_file.hpp"

namespace greenbench::testing {
namespace {

struct ClaimsGolden {
  const char* file;
  const char* format;
  ClaimsReport (*example)();
  WriteOptions options;
};

const ClaimsGolden claims_goldens[] = {
    {"claims-measured-80.txt", "terminal", measured_claims, {.width = 80}},
    {"claims-measured-120.txt", "terminal", measured_claims, {.width = 120}},
    {"claims-measured-colour.txt", "terminal", measured_claims, {.width = 80, .colour = true}},
    {"claims-measured.md", "markdown", measured_claims, {}},
    {"claims-measured.json", "json", measured_claims, {}},
    {"claims-measured.xml", "junit", measured_claims, {}},
    {"claims-estimated-80.txt", "terminal", estimated_claims, {.width = 80}},
    {"claims-estimated.md", "markdown", estimated_claims, {}},
    {"claims-estimated.json", "json", estimated_claims, {}},
    {"claims-estimated.xml", "junit", estimated_claims, {}},
};

class ClaimsGoldenFile : public ::testing::TestWithParam<ClaimsGolden> {};

TEST_P(ClaimsGoldenFile, IsWhatTheWriterWrites) {
  expect_golden(GetParam().file,
                find_claims_writer(GetParam().format)->write(GetParam().example(), GetParam().options));
}

INSTANTIATE_TEST_SUITE_P(All, ClaimsGoldenFile, ::testing::ValuesIn(claims_goldens), golden_test_name<ClaimsGolden>);

TEST(ClaimsTerminal, KeepsToItsWidth) {
  for (const auto example : {measured_claims, estimated_claims}) {
    for (const int width : {72, 80, 120}) {
      std::istringstream text{find_claims_writer("terminal")->write(example(), {.width = width})};
      for (std::string line; std::getline(text, line);) {
        EXPECT_LE(display_width(line), static_cast<std::size_t>(width)) << line;
        EXPECT_FALSE(line.ends_with(' ')) << line;
      }
    }
  }
}

TEST(ClaimsTerminal, ColoursNothingUnlessAsked) {
  EXPECT_EQ(find_claims_writer("terminal")->write(measured_claims(), {.width = 80}).find('\x1b'), std::string::npos);
}

TEST(ClaimsJunit, HasNothingThatXmlForbids) {
  ClaimsReport report = measured_claims();
  report.answers.front().claim.sentence = "a\x01\x1b[31m \xef\xbf\xbe \xef\xbf\xbf \xed\xb3\xa9 \xff <b> & \"c\"\nd";
  report.answers.front().claim.source = "\xc2\x85";
  const std::string text = find_claims_writer("junit")->write(report, {});
  EXPECT_NE(text.find("a??[31m ? ? ??? ? &lt;b&gt; &amp; &quot;c&quot;&#10;d&quot; (?)"), std::string::npos) << text;
}

TEST(ClaimsWriters, AreFoundByName) {
  EXPECT_EQ(find_claims_writer("junit")->name, "junit");
  EXPECT_EQ(find_claims_writer("csv"), nullptr);
}

TEST(ClaimText, ClaimsReadAsTheyWereSaid) {
  Claim claim{.id = "",
              .sentence = "",
              .source = "",
              .hotspot = "",
              .variant = {},
              .baseline = {},
              .metric = ClaimMetric::energy,
              .statement = RatioClaim{.ratio = 4.3}};
  EXPECT_EQ(claimed_text(claim), "4.3x less energy, within 10%");
  claim.statement = RatioClaim{.ratio = 0.8, .tolerance = 0.05};
  EXPECT_EQ(claimed_text(claim), "1.25x more energy, within 5%");
  claim.statement = RangeClaim{.low = 10, .high = 100};
  EXPECT_EQ(claimed_text(claim), "10x to 100x less energy");
  claim.statement = RangeClaim{.low = 0.25, .high = 0.5};
  EXPECT_EQ(claimed_text(claim), "2x to 4x more energy");
  claim.statement = RangeClaim{.low = 0.5, .high = 2.0};
  EXPECT_EQ(claimed_text(claim), "2x more to 2x less energy");
  claim.statement = SavingClaim{.low = 0.995, .high = 1.0};
  EXPECT_EQ(claimed_text(claim), "saves 99.5% to 100% of energy");
  claim.metric = ClaimMetric::peak_memory;
  claim.statement = DifferenceClaim{.amount = 80e6};
  EXPECT_EQ(claimed_text(claim), "80.0 MB less peak memory, within 10%");
  claim.metric = ClaimMetric::cpu_time;
  claim.statement = OrderClaim{ClaimOrder::same};
  EXPECT_EQ(claimed_text(claim), "same CPU time");
}

}  // namespace
}  // namespace greenbench::testing
