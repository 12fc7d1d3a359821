#include "harness/machine/environment.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

std::string value_of(const std::vector<EnvironmentField>& fields, const std::string& key) {
  const auto found = std::ranges::find(fields, key, &EnvironmentField::key);
  return found == fields.end() ? "absent" : found->value;
}

const PythonFacts python{"3.11.2", "/venv/bin/python", {{"numpy", "1.26.4"}, {"sqlite3", "3.40.1"}}};

TEST(Environment, RecordsThePackagesThatHotspotsNeed) {
  const auto fields = describe_environment({}, python);
  EXPECT_EQ(value_of(fields, "python"), "3.11.2");
  EXPECT_EQ(value_of(fields, "python_numpy"), "1.26.4");
  EXPECT_EQ(value_of(fields, "python_sqlite3"), "3.40.1");
  EXPECT_EQ(value_of(fields, "python_httpx"), "absent");
}

TEST(Environment, RecordsTheLibrariesThatRunInsideWorkloads) {
  const auto fields = describe_environment({}, python);
  for (const char* library : {"eigen", "boost", "fmt", "google_benchmark"})
    EXPECT_THAT(value_of(fields, library), ::testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+.*")) << library;
}

TEST(Environment, AResumedRunFindsThePythonFactsOfItsBeginning) {
  const PythonFacts found = python_of(describe_environment({}, python));
  EXPECT_EQ(found.version, "3.11.2");
  EXPECT_EQ(found.executable, "/venv/bin/python");
  EXPECT_THAT(found.packages, ElementsAre(Pair("numpy", "1.26.4"), Pair("sqlite3", "3.40.1")));
}

}  // namespace
}  // namespace greenbench
