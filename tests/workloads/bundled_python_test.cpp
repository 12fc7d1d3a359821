#include "workloads/bundled_python.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/workloads/python_fixture.hpp"
#include "workloads/catalog.hpp"

namespace greenbench {
namespace {

constexpr const char* source_folder = GREENBENCH_SOURCE_FOLDER;

class BundledPython : public PythonTest {
 protected:
  /// The bundled Python files, where a test can change them.
  std::filesystem::path copy_of_files() {
    std::filesystem::copy(std::filesystem::path{source_folder} / "workloads", folder() / "workloads",
                          std::filesystem::copy_options::recursive);
    return folder();
  }
};

/// As an interpreter says it, without what depends on the machine.
std::vector<HotspotInfo> described_now(PythonRuntime& runtime) {
  std::vector<HotspotInfo> all;
  for (const auto& file : bundled_python_files(source_folder)) {
    for (HotspotInfo& info : runtime.describe(file)) all.push_back(std::move(info));
  }
  for (HotspotInfo& info : all) {
    info.not_available.clear();
    for (VariantInfo& variant : info.variants) variant.not_available.clear();
  }
  return all;
}

TEST_F(BundledPython, IsDescribedByTheBuildAsByTheFiles) {
  const auto known = bundled_python_hotspots(source_folder);
  ASSERT_TRUE(known) << "a Python file has changed since the build";
  const std::vector<HotspotInfo> said = described_now(runtime());
  ASSERT_EQ(known->size(), said.size());
  for (std::size_t i = 0; i < said.size(); ++i) EXPECT_TRUE(known->at(i) == said[i]) << said[i].id;
}

TEST_F(BundledPython, KnowsThePackagesThatHotspotsAndVariantsNeed) {
  const auto known = bundled_python_hotspots(source_folder);
  ASSERT_TRUE(known);
  for (const HotspotInfo& info : *known) {
    if (info.id == "django/columns") {
      EXPECT_THAT(info.needs, testing::ElementsAre("django"));
    }
    if (info.id == "numeric/sum_of_squares") {
      EXPECT_THAT(info.variants.back().needs, testing::ElementsAre("numpy"));
    }
  }
}

TEST_F(BundledPython, IsNotTrustedOnceAnyFileHasChanged) {
  const std::filesystem::path data = copy_of_files();
  const std::filesystem::path workloads = data / "workloads";
  EXPECT_TRUE(bundled_python_hotspots(data));
  for (const char* name : {"strings/build.py", "django/shop_models.py", "database/sample_rows.py"}) {
    const std::string before = "# was here\n";
    std::ofstream(workloads / name, std::ios::app) << before;
    EXPECT_FALSE(bundled_python_hotspots(data)) << name;
    std::filesystem::resize_file(workloads / name, std::filesystem::file_size(workloads / name) - before.size());
    EXPECT_TRUE(bundled_python_hotspots(data)) << name << " is as it was, whenever it was written";
  }
  std::filesystem::remove(workloads / "django/shop_models.py");
  EXPECT_FALSE(bundled_python_hotspots(data));
}

TEST(BundledHotspotIds, AreThoseOfBothLanguagesOnce) {
  const std::vector<std::string> ids = bundled_hotspot_ids();
  EXPECT_EQ(ids.front(), "strings/build");
  EXPECT_EQ(std::ranges::count(ids, "strings/build"), 1);
  EXPECT_EQ(ids.size(), 21U);
}

}  // namespace
}  // namespace greenbench
