#include "analysis/summary/carbon_places.hpp"

#include <gmock/gmock.h>

#include <set>

namespace greenbench {
namespace {

std::string code_of(std::string_view text) {
  const FoundPlace found = find_carbon_place(text);
  const auto* place = std::get_if<CarbonIntensity>(&found);
  return place != nullptr ? exact_name(*place) : "not one place";
}

std::vector<std::string> candidates_for(std::string_view text) {
  const FoundPlace found = find_carbon_place(text);
  const auto* ambiguous = std::get_if<AmbiguousPlace>(&found);
  return ambiguous != nullptr ? ambiguous->candidates : std::vector<std::string>{};
}

TEST(CarbonPlaces, AreFoundByCodeShortCodeAndName) {
  EXPECT_EQ(code_of("DEU"), "country:DEU");
  EXPECT_EQ(code_of("germany"), "country:DEU");
  EXPECT_EQ(code_of("FR"), "country:FRA");
  EXPECT_EQ(code_of("USA"), "country:USA");
  EXPECT_EQ(code_of("NY"), "state:USA-NY");
  EXPECT_EQ(code_of("new york"), "state:USA-NY");
  EXPECT_EQ(code_of("NO2"), "zone:NO2");
  EXPECT_EQ(code_of("aws:eu-north-1"), "region:aws:eu-north-1");
  EXPECT_EQ(code_of("eu-north-1"), "region:aws:eu-north-1");
  EXPECT_EQ(code_of("Paris, France"), "region:gcp:europe-west9");
  EXPECT_EQ(code_of("world"), "country:WORLD");
}

TEST(CarbonPlaces, CarryFigureYearAndSource) {
  const auto place = std::get<CarbonIntensity>(find_carbon_place("DEU"));
  EXPECT_EQ(place.kind, PlaceKind::country);
  EXPECT_EQ(place.name, "Germany");
  EXPECT_DOUBLE_EQ(place.value.value(), 380.95);
  EXPECT_EQ(place.year, 2023);
  EXPECT_EQ(place.source, "Our World in Data (CC BY 4.0)");
  const auto region = std::get<CarbonIntensity>(find_carbon_place("aws:us-east-1"));
  EXPECT_FALSE(region.year);
  EXPECT_DOUBLE_EQ(region.value.value(), 415.755);
}

TEST(CarbonPlaces, OfSeveralKindsAreAllNamed) {
  EXPECT_THAT(candidates_for("CA"), testing::ElementsAre("country:CAN", "state:USA-CA"));
  EXPECT_THAT(candidates_for("DE"), testing::ElementsAre("country:DEU", "state:USA-DE"));
  EXPECT_THAT(candidates_for("GA"), testing::ElementsAre("country:GAB", "state:USA-GA"));
  EXPECT_THAT(candidates_for("georgia"), testing::ElementsAre("country:GEO", "state:USA-GA"));
  EXPECT_THAT(candidates_for("Finland"), testing::ElementsAre("zone:FI", "country:FIN"));
}

TEST(CarbonPlaces, AreToldApartByTheirKind) {
  EXPECT_EQ(code_of("country:CA"), "country:CAN");
  EXPECT_EQ(code_of("state:CA"), "state:USA-CA");
  EXPECT_EQ(code_of("STATE:georgia"), "state:USA-GA");
  EXPECT_EQ(code_of("zone:FI"), "zone:FI");
  EXPECT_EQ(code_of("state:DEU"), "not one place");
}

TEST(CarbonPlaces, ThatDoNotExistAreNotGuessed) {
  for (const char* text : {"", "country:", "Germ", "XX", "aws:", "gco2e_per_kwh"}) {
    EXPECT_TRUE(std::holds_alternative<UnknownPlace>(find_carbon_place(text))) << text;
  }
  EXPECT_THAT(std::get<UnknownPlace>(find_carbon_place("Germny")).known, testing::Contains("Germany"));
}

TEST(CarbonPlaces, AreEachFoundByTheirExactName) {
  const std::vector<CarbonPlace> places = carbon_places();
  EXPECT_EQ(places.size(), 358U);
  std::set<std::string> names;
  for (const CarbonPlace& place : places) {
    const std::string name = exact_name(place.intensity);
    EXPECT_EQ(code_of(name), name);
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_GE(place.intensity.value.value(), 0.0) << name;
    EXPECT_FALSE(place.intensity.source.empty()) << name;
  }
}

}  // namespace
}  // namespace greenbench
