#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/exec/run_once.hpp"
#include "results/files/json.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

DomainRecord domain(const std::string& name, bool counted) {
  DomainRecord record;
  record.name = name;
  record.source = "powercap";
  record.counted = counted;
  return record;
}

/// A package, and its cores, which are part of it.
Plan plan_of_a_package() {
  Plan plan;
  plan.domains = {domain("package-0", true), domain("core-0", false)};
  return plan;
}

Json once(const OnceResult& result) {
  return parse_json(once_json(result, {.arguments = {"sleep", "2"}}, plan_of_a_package()), "once");
}

TEST(OnceJson, HasJoulesSecondsAndWatts) {
  const Json json = once({.end = {.code = 3, .peak_resident_bytes = 4096, .last_words = ""},
                          .cpu = Seconds{0.5},
                          .energy = EnergyUse{.wall = Seconds{2.0},
                                              .domains = {Joules{20.0}, Joules{5.0}},
                                              .total = Joules{20.0},
                                              .total_uncertainty = Joules{0.1}}});
  EXPECT_EQ(json["once_schema_version"], 1);
  EXPECT_THAT(json["command"].get<std::vector<std::string>>(), ElementsAre("sleep", "2"));
  EXPECT_EQ(json["exit_code"], 3);
  EXPECT_EQ(json["joules"], 20.0);
  EXPECT_EQ(json["uncertainty_joules"], 0.1);
  EXPECT_EQ(json["seconds"], 2.0);
  EXPECT_EQ(json["watts"], 10.0);
  EXPECT_EQ(json["cpu_seconds"], 0.5);
  EXPECT_EQ(json["peak_resident_bytes"], 4096);
  EXPECT_EQ(json["provenance"], "measured");
  EXPECT_TRUE(json["power_model"].is_null());
  EXPECT_TRUE(json["no_joules"].is_null());
  ASSERT_EQ(json["domains"].size(), 2U);
  EXPECT_EQ(json["domains"][0]["name"], "package-0");
  EXPECT_EQ(json["domains"][0]["joules"], 20.0);
  EXPECT_EQ(json["domains"][0]["counted"], true);
  EXPECT_EQ(json["domains"][1]["joules"], 5.0);
  EXPECT_EQ(json["domains"][1]["counted"], false);
}

TEST(OnceJson, SaysWhyThereAreNoJoules) {
  const Json lost = once({.end = {}, .cpu = Seconds{0.5}, .energy = MeterFault{MeterFault::Kind::reset, "zone reset"}});
  for (const char* key : {"joules", "uncertainty_joules", "seconds", "watts", "peak_resident_bytes"}) {
    EXPECT_TRUE(lost[key].is_null()) << key;
  }
  EXPECT_EQ(lost["no_joules"], "zone reset");
  EXPECT_EQ(lost["cpu_seconds"], 0.5);

  EnergyUse none;
  none.wall = Seconds{0.001};
  const Json short_one = once({.end = {}, .cpu = Seconds{0.0}, .energy = none});
  EXPECT_TRUE(short_one["joules"].is_null());
  EXPECT_EQ(short_one["seconds"], 0.001);
  EXPECT_THAT(short_one["no_joules"].get<std::string>(), HasSubstr("below the counters' resolution"));
}

}  // namespace
}  // namespace greenbench
