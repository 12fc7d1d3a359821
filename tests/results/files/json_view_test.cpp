#include <gtest/gtest.h>

#include <functional>

#include "results/files/json.hpp"

namespace greenbench {
namespace {

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "no error";
}

std::string nested(std::size_t levels, const char* open, const char* close) {
  std::string text;
  for (std::size_t i = 0; i < levels; ++i) text += open;
  text += "1";
  for (std::size_t i = 0; i < levels; ++i) text += close;
  return text;
}

TEST(ParseJson, NestsAHundredLevelsAndNoMore) {
  EXPECT_NO_THROW((void)parse_json(nested(100, "[", "]"), "a"));
  EXPECT_EQ(error_of([] { (void)parse_json("\n" + nested(101, "[", "]"), "run.json"); }),
            "run.json:2:101: more than 100 levels of nesting");
  EXPECT_THROW((void)parse_json(nested(100'000, "{\"a\":", "}"), "a"), DocumentError);
  EXPECT_FALSE(json_if_valid(nested(100'000, "[", "]")));
}

TEST(ParseJson, BracketsInTextAreNoLevels) {
  const std::string text = "[\"" + std::string(200, '[') + "\\\"" + std::string(200, '{') + "\", []]";
  EXPECT_EQ(parse_json(text, "a").size(), 2U);
  EXPECT_EQ(parse_json("[" + nested(60, "[", "]") + "," + nested(60, "[", "]") + "]", "a").size(), 2U);
}

std::string object_of(std::size_t keys) {
  std::string text = "{";
  for (std::size_t i = 0; i < keys; ++i) text += (i == 0 ? "\"" : ", \"") + std::to_string(i) + "\": [{\"a\": 0}]";
  return text + "}";
}

// Each key is compared with those before it in its object: 80,000 of them took 15 s.
TEST(ParseJson, AnObjectHas200KeysAndNoMore) {
  EXPECT_EQ(parse_json("[" + object_of(200) + "," + object_of(200) + "]", "a").size(), 2U);
  const std::string error = error_of([] { (void)parse_json(object_of(201), "run.json"); });
  EXPECT_EQ(error.substr(error.rfind(": ")), ": more than 200 keys in one object");
  EXPECT_THROW((void)parse_json(object_of(80'000), "a"), DocumentError);
  EXPECT_FALSE(json_if_valid(object_of(80'000)));
}

TEST(ParseJson, ATextHasTenMillionValuesAndNoMore) {
  std::string text = "[0";
  while (text.size() < 20'100'000) text += ",0";
  EXPECT_FALSE(json_if_valid(text + "]"));
}

TEST(ParseJson, AComplaintQuotesNoMoreThanAPart) {
  const std::string error = error_of([] { (void)parse_json("{\"a\": \"" + std::string(1'000'000, 'x'), "run.json"); });
  EXPECT_LT(error.size(), 5000U);
}

TEST(JsonView, NamesDocumentAndKeyPath) {
  const Json json = parse_json(R"({"plan": {"limits": {"precision": "2%"}, "hotspots": [1, -2, 2.5]}})", "run.json");
  const JsonView plan = JsonView{json, "run.json"}.at("plan");
  EXPECT_EQ(error_of([&] { (void)plan.at("limits").at("precision").number(); }),
            "run.json: plan.limits.precision: expected a number, found a string");
  EXPECT_EQ(error_of([&] { (void)plan.at("hotspots").at(1).count(); }),
            "run.json: plan.hotspots[1]: expected a whole number from 0, found -2");
  EXPECT_EQ(error_of([&] { (void)plan.at("hotspots").at(2).count(); }),
            "run.json: plan.hotspots[2]: expected a whole number from 0, found 2.5");
  EXPECT_EQ(error_of([&] { (void)plan.at("hotspots").at(3); }),
            "run.json: plan.hotspots: expected at least 4 entries, found 3");
  EXPECT_EQ(error_of([&] { (void)plan.at("seed"); }), "run.json: plan.seed: this key is missing");
  EXPECT_EQ(error_of([&] { (void)plan.at("limits").at("precision").at("low"); }),
            "run.json: plan.limits.precision: expected an object, found a string");
  EXPECT_EQ(error_of([&] { (void)plan.at("limits").size(); }),
            "run.json: plan.limits: expected an array, found an object");
  EXPECT_EQ(error_of([&] { (void)plan.at("hotspots").boolean(); }),
            "run.json: plan.hotspots: expected true or false, found an array");
  EXPECT_EQ(error_of([&] { (void)plan.at("hotspots").at(0).text(); }),
            "run.json: plan.hotspots[0]: expected a string, found a number");
}

// The square of 1e200 is infinite, the logarithm of what 5e-324 is divided into, too.
TEST(JsonView, RefusesNumbersThatNothingMeasures) {
  const Json json = parse_json("[1e-30, 1e30, 1e31, -1e31, 5e-324]", "a");
  const JsonView view{json, "a"};
  EXPECT_EQ(view.at(0).number(), 1e-30);
  EXPECT_EQ(view.at(1).number(), 1e30);
  EXPECT_EQ(error_of([&] { (void)view.at(2).number(); }),
            "a: [2]: expected 0 or a number from 1e-30 to 1e+30, found 1e+31");
  EXPECT_THROW((void)view.at(3).number(), DocumentError);
  EXPECT_THROW((void)view.at(4).number(), DocumentError);
}

TEST(JsonView, NamesTheDocumentAloneAtItsRoot) {
  const Json json = Json::array();
  EXPECT_EQ(error_of([&] { (void)JsonView(json, "journal.jsonl:7").at("kind"); }),
            "journal.jsonl:7: expected an object, found an array");
}

TEST(JsonView, TreatsNullAsAbsent) {
  const Json json = parse_json(R"({"null": null, "zero": 0})", "a");
  const JsonView view{json, "a"};
  EXPECT_FALSE(view.has("null"));
  EXPECT_FALSE(view.has("missing"));
  EXPECT_TRUE(view.has("zero"));
}

TEST(JsonView, ReadsCountsWrittenAsSignedNumbers) {
  const Json json{{"n", 7}};
  EXPECT_EQ(JsonView(json, "a").at("n").count(), 7U);
}

TEST(JsonView, RefusesCountsBeyond32BitsWhereTheyMustFit) {
  const Json json = parse_json("[4294967295, 4294967296]", "a");
  const JsonView view{json, "a"};
  EXPECT_EQ(view.at(0).small_count(), 4294967295U);
  EXPECT_EQ(error_of([&] { (void)view.at(1).small_count(); }),
            "a: [1]: expected a whole number up to 4294967295, found 4294967296");
}

TEST(JsonView, ReadsSeedsOf64BitsFromText) {
  const Json json = parse_json(R"(["18446744073709551615", "18446744073709551616", "0x1", "", 3])", "a");
  const JsonView view{json, "a"};
  EXPECT_EQ(view.at(0).seed(), 18'446'744'073'709'551'615ULL);
  EXPECT_EQ(error_of([&] { (void)view.at(1).seed(); }),
            "a: [1]: expected a 64-bit whole number in quotes, found \"18446744073709551616\"");
  EXPECT_NE(error_of([&] { (void)view.at(2).seed(); }), "no error");
  EXPECT_NE(error_of([&] { (void)view.at(3).seed(); }), "no error");
  EXPECT_EQ(error_of([&] { (void)view.at(4).seed(); }), "a: [4]: expected a string, found a number");
}

TEST(ParseJson, NamesLineAndColumnOfWhatIsWrong) {
  const std::string error = error_of([] { (void)parse_json("{\n  \"a\": 1,\n  b: 2\n}", "run.json"); });
  EXPECT_EQ(error.substr(0, error.find(" - ")), "run.json:3:3: not valid JSON: syntax error while parsing object key");
}

TEST(ParseJson, RefusesNumbersThatNoDoubleHolds) {
  EXPECT_EQ(error_of([] { (void)parse_json("[1e999]", "a"); }), "a: not valid JSON: number overflow parsing '1e999'");
}

TEST(JsonText, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(json_text(Json("a\xFFz")), "\"a\xEF\xBF\xBDz\"");
}

TEST(JsonText, WritesDoublesSoThatTheyReadBackExactly) {
  for (const double value : {0.1, 1.0 / 3.0, 6.103515625e-05, 5e-324, 1.7976931348623157e308}) {
    EXPECT_EQ(parse_json(json_text(Json(value)), "a").get<double>(), value);
  }
}

}  // namespace
}  // namespace greenbench
