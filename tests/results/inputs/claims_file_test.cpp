#include "results/inputs/claims_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "results/model/document_error.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;

/// A right claim; `rest` is its statement and whatever a test adds. `[[claim]]` stands in line 1, rest from line 8 on.
std::string text_with(const std::string& rest) {
  return "[[claim]]\nid = \"join\"\nsentence = \"join uses less\"\nsource = \"an article\"\n"
         "hotspot = \"strings/build\"\nvariant = \"python:join\"\nbaseline = \"python:concat\"\n" +
         rest + "\n";
}

Claim claim_with(const std::string& rest) {
  return parse_claims(text_with("metric = \"energy\"\n" + rest), "claims.toml").at(0);
}

std::string complaint_about(const std::string& text) {
  try {
    (void)parse_claims(text, "claims.toml");
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "no complaint";
}

/// Line 8 is the metric, line 9 the statement.
std::string complaint_about_statement(const std::string& rest) {
  return complaint_about(text_with("metric = \"energy\"\n" + rest));
}

TEST(ClaimsFile, AClaimIsReadWithAllItsParts) {
  const Claim claim = claim_with("size = 1_000_000\nratio = 4.3");
  EXPECT_EQ(claim.id, "join");
  EXPECT_EQ(claim.sentence, "join uses less");
  EXPECT_EQ(claim.source, "an article");
  EXPECT_EQ(claim.hotspot, "strings/build");
  EXPECT_EQ(claim.variant, (VariantId{"python", "join"}));
  EXPECT_EQ(claim.baseline, (VariantId{"python", "concat"}));
  EXPECT_EQ(claim.metric, ClaimMetric::energy);
  EXPECT_EQ(claim.size, 1'000'000U);
  EXPECT_DOUBLE_EQ(std::get<RatioClaim>(claim.statement).ratio, 4.3);
  EXPECT_DOUBLE_EQ(std::get<RatioClaim>(claim.statement).tolerance, 0.1);
}

TEST(ClaimsFile, EveryStatementIsRead) {
  EXPECT_DOUBLE_EQ(std::get<RatioClaim>(claim_with("ratio = 4\ntolerance = 0.2").statement).tolerance, 0.2);
  EXPECT_DOUBLE_EQ(std::get<RangeClaim>(claim_with("range = [10, 100]").statement).high, 100.0);
  EXPECT_DOUBLE_EQ(std::get<SavingClaim>(claim_with("saving = [0.4, 0.6]").statement).low, 0.4);
  EXPECT_DOUBLE_EQ(std::get<DifferenceClaim>(claim_with("difference = -80e6").statement).amount, -80e6);
  EXPECT_EQ(std::get<OrderClaim>(claim_with("order = \"same\"").statement).order, ClaimOrder::same);
  EXPECT_TRUE(std::holds_alternative<GrowthClaim>(claim_with("grows_with_size = true").statement));
  EXPECT_FALSE(claim_with("ratio = 4").size);
}

TEST(ClaimsFile, EveryMetricIsRead) {
  for (const char* name : {"energy", "time", "power", "cpu_time", "peak_memory"}) {
    const auto claims = parse_claims(text_with("metric = \"" + std::string{name} + "\"\nratio = 2"), "claims.toml");
    EXPECT_EQ(name_of(claims.at(0).metric), name);
  }
}

TEST(ClaimsFile, AComplaintNamesFileLineAndKey) {
  EXPECT_EQ(complaint_about_statement("ratoi = 4.3"), "claims.toml:9: unknown key ratoi; did you mean ratio?");
  EXPECT_EQ(complaint_about_statement("ratio = \"4.3\""), "claims.toml:9: ratio must be a number");
  EXPECT_EQ(complaint_about_statement("ratio = 0"), "claims.toml:9: ratio must be a number above 0");
  EXPECT_EQ(complaint_about_statement("ratio = nan"), "claims.toml:9: ratio must be a number");
  EXPECT_EQ(complaint_about_statement("ratio = 4.3\nsize = 1.5"),
            "claims.toml:10: size must be a whole number above 0");
  EXPECT_EQ(complaint_about_statement("ratio = 4.3\nsize = 0"), "claims.toml:10: size must be a whole number above 0");
  EXPECT_EQ(complaint_about_statement("ratio = 4.3\ntolerance = 2"),
            "claims.toml:10: tolerance must be a fraction above 0 and up to 1");
  EXPECT_EQ(
      complaint_about(text_with("metric = \"enrgy\"\nratio = 2")),
      "claims.toml:8: metric must be one of energy, time, power, cpu_time, peak_memory, not 'enrgy'; did you mean "
      "energy?");
  EXPECT_EQ(complaint_about(text_with("ratio = 2")), "claims.toml:1: metric is missing");
}

TEST(ClaimsFile, RangesAreTwoNumbersInOrder) {
  EXPECT_EQ(complaint_about_statement("range = [1]"), "claims.toml:9: range must be two numbers, as in [1.5, 2.5]");
  EXPECT_EQ(complaint_about_statement("range = [1, \"2\"]"),
            "claims.toml:9: range must be two numbers, as in [1.5, 2.5]");
  EXPECT_THAT(complaint_about_statement("range = [3, 2]"), HasSubstr("claims.toml:9: range must have its smaller"));
  EXPECT_THAT(complaint_about_statement("range = [0, 2]"),
              HasSubstr("claims.toml:9: range must be of numbers above 0"));
  EXPECT_THAT(complaint_about_statement("saving = [40, 60]"), HasSubstr("claims.toml:9: saving must be shares"));
  EXPECT_THAT(complaint_about_statement("saving = [1.0, 1.0]"), HasSubstr("claims.toml:9: saving must be shares"));
}

TEST(ClaimsFile, AClaimMakesExactlyOneStatement) {
  EXPECT_THAT(complaint_about_statement(""), HasSubstr("claims.toml:1: no statement: one of ratio, range"));
  EXPECT_THAT(complaint_about_statement("ratio = 2\norder = \"less\""),
              HasSubstr("order and ratio are two statements; a claim makes one"));
  EXPECT_EQ(complaint_about_statement("order = \"less\"\ntolerance = 0.1"),
            "claims.toml:10: tolerance belongs to ratio or difference, not to order");
  EXPECT_EQ(complaint_about_statement("order = \"fewer\""),
            "claims.toml:9: order must be less, more or same, not 'fewer'");
  EXPECT_THAT(complaint_about_statement("difference = 0"), HasSubstr("claims.toml:9: difference must not be 0"));
  EXPECT_THAT(complaint_about_statement("grows_with_size = false"),
              HasSubstr("claims.toml:9: grows_with_size must be"));
  EXPECT_EQ(complaint_about_statement("grows_with_size = true\nsize = 10"),
            "claims.toml:10: size does not go with grows_with_size");
  EXPECT_THAT(complaint_about(text_with("metric = \"peak_memory\"\ngrows_with_size = true")),
              HasSubstr("claims.toml:9: grows_with_size cannot be told of peak_memory"));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(ClaimsFile, NamesHaveTheirShape) {
  const std::string right = text_with("metric = \"time\"\nratio = 2");
  EXPECT_EQ(complaint_about(right), "no complaint");
  EXPECT_EQ(complaint_about(replaced(right, "strings/build", "strings")),
            "claims.toml:5: hotspot must be suite/name, as in strings/build, not 'strings'");
  EXPECT_THAT(complaint_about(replaced(right, "strings/build", "strings/*")), HasSubstr("claims.toml:5: hotspot must"));
  EXPECT_EQ(complaint_about(replaced(right, "python:join", "join")),
            "claims.toml:6: variant must be python:NAME or cpp:NAME, not 'join'");
  EXPECT_THAT(complaint_about(replaced(right, "python:concat", "rust:concat")), HasSubstr("claims.toml:7: baseline"));
  EXPECT_EQ(complaint_about(replaced(right, "python:concat", "python:join")),
            "claims.toml:7: baseline must be another variant than the claim's");
  EXPECT_EQ(complaint_about(replaced(right, "\"join\"", "\" \"")),
            "claims.toml:2: id must be a text in quotes, not empty");
  EXPECT_EQ(complaint_about(replaced(right, "\"an article\"", "7")),
            "claims.toml:4: source must be a text in quotes, not empty");
}

TEST(ClaimsFile, AFileHoldsNothingButClaims) {
  const std::string right = text_with("metric = \"time\"\nratio = 2");
  EXPECT_EQ(complaint_about(right + right), "claims.toml:11: id 'join' was there before");
  EXPECT_EQ(complaint_about(""), "claims.toml:1: no [[claim]] in this file");
  EXPECT_EQ(complaint_about("claim = 3"), "claims.toml:1: claim must be written as [[claim]] tables");
  EXPECT_EQ(complaint_about("title = \"x\"\n" + right),
            "claims.toml:1: unknown key title; a file holds [[claim]] tables");
  EXPECT_THAT(complaint_about("[[claim]]\nid = \n"), HasSubstr("claims.toml:2: "));
}

TEST(ClaimsFile, AFileThatIsNotThereIsNamed) {
  try {
    (void)read_claims_file("nowhere/claims.toml");
    FAIL();
  } catch (const DocumentError& error) {
    EXPECT_STREQ(error.what(), "nowhere/claims.toml: cannot be read: No such file or directory");
  }
}

TEST(ClaimsFile, TheBundledClaimsAreValid) {
  const auto claims = read_claims_file(std::string{GREENBENCH_SOURCE_FOLDER} + "/claims/energy-article.toml");
  EXPECT_GT(claims.size(), 20U);
}

}  // namespace
}  // namespace greenbench
