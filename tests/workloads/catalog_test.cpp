#include "workloads/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/workloads/python_fixture.hpp"
#include "tests/workloads/running_server.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

/// "python:concat*", the star for a baseline.
std::vector<std::string> variant_names(const HotspotInfo& info) {
  std::vector<std::string> names;
  for (const VariantInfo& variant : info.variants)
    names.push_back(variant.language + ":" + variant.name + (variant.baseline ? "*" : ""));
  return names;
}

const NativeHotspot& native(const std::string& id) {
  const auto hotspots = native_hotspots();
  const auto found = std::ranges::find(hotspots, id, [](const NativeHotspot& hotspot) { return hotspot.info.id; });
  if (found == hotspots.end()) throw std::out_of_range(id);
  return *found;
}

struct NamedAnswer {
  std::string name;
  Answer answer;
};

class Catalog : public PythonTest {
 protected:
  std::vector<HotspotInfo> python_hotspots() {
    std::vector<HotspotInfo> all;
    for (const auto& file : bundled_python_files(GREENBENCH_SOURCE_FOLDER))
      for (HotspotInfo& info : runtime().describe(file)) all.push_back(std::move(info));
    return all;
  }

  HotspotInfo python(const std::string& id) {
    for (HotspotInfo& info : python_hotspots())
      if (info.id == id) return info;
    throw std::out_of_range(id);
  }

  /// Every variant's answer at a size, Python's first.
  std::vector<NamedAnswer> answers(const HotspotInfo& info, std::uint64_t size) {
    std::vector<NamedAnswer> all;
    const Surroundings surroundings = info.needs_server ? server_.surroundings() : Surroundings{};
    collect(*runtime().load(info.file, info.id, size, surroundings), info, all);
    for (const NativeHotspot& hotspot : native_hotspots())
      if (hotspot.info.id == info.id) collect(*hotspot.load(size, surroundings), hotspot.info, all);
    return all;
  }

 private:
  RunningServer server_{{.latency = {}, .body_bytes = 16}};

  static void collect(LoadedHotspot& hotspot, const HotspotInfo& info, std::vector<NamedAnswer>& all) {
    const auto names = variant_names(info);
    ASSERT_EQ(hotspot.variants().size(), names.size());
    for (std::size_t index = 0; index < names.size(); ++index)
      all.push_back({names[index], hotspot.variants()[index]->answer()});
  }
};

TEST_F(Catalog, HasTheSameHotspotsInBothLanguagesButOne) {
  std::vector<std::string> in_python;
  for (const HotspotInfo& info : python_hotspots()) in_python.push_back(info.id);
  std::vector<std::string> in_cpp;
  for (const NativeHotspot& hotspot : native_hotspots()) in_cpp.push_back(hotspot.info.id);
  EXPECT_THAT(in_python, ElementsAre("strings/build", "strings/build_attribute", "strings/csv_export", "io/fetch",
                                     "control/aa", "control/noop"));
  EXPECT_THAT(in_cpp, ElementsAre("strings/build", "strings/csv_export", "io/fetch", "control/aa", "control/noop"));
}

TEST_F(Catalog, HasEveryVariantOfStringsBuild) {
  EXPECT_THAT(variant_names(python("strings/build")),
              ElementsAre("python:concat*", "python:join", "python:join_list", "python:buffer", "python:map_join"));
  EXPECT_THAT(variant_names(native("strings/build").info),
              ElementsAre("cpp:concat_new*", "cpp:append", "cpp:append_reserved", "cpp:ostringstream",
                          "cpp:fmt_memory_buffer", "cpp:to_chars"));
}

TEST_F(Catalog, HasEveryVariantOfStringsBuildAttribute) {
  EXPECT_THAT(variant_names(python("strings/build_attribute")),
              ElementsAre("python:concat_local*", "python:concat_attribute", "python:concat_global", "python:join"));
}

TEST_F(Catalog, HasEveryVariantOfStringsCsvExport) {
  EXPECT_THAT(variant_names(python("strings/csv_export")),
              ElementsAre("python:concat*", "python:join", "python:buffer", "python:csv_writer"));
  EXPECT_THAT(variant_names(native("strings/csv_export").info),
              ElementsAre("cpp:ostringstream*", "cpp:append", "cpp:fmt_format_to", "cpp:fmt_join"));
}

TEST_F(Catalog, HasEveryVariantOfIoFetch) {
  EXPECT_THAT(variant_names(python("io/fetch")), ElementsAre("python:threads*", "python:threads_shared_client",
                                                             "python:asyncio", "python:asyncio_limited"));
  EXPECT_THAT(variant_names(native("io/fetch").info),
              ElementsAre("cpp:threads*", "cpp:threads_keep_alive", "cpp:async"));
}

TEST_F(Catalog, SaysWhichHotspotsNeedTheServer) {
  for (const HotspotInfo& info : python_hotspots()) EXPECT_EQ(info.needs_server, info.id == "io/fetch") << info.id;
  for (const NativeHotspot& hotspot : native_hotspots())
    EXPECT_EQ(hotspot.info.needs_server, hotspot.info.id == "io/fetch") << hotspot.info.id;
}

TEST_F(Catalog, HasEveryVariantOfTheControls) {
  EXPECT_THAT(variant_names(python("control/aa")), ElementsAre("python:baseline*", "python:same"));
  EXPECT_THAT(variant_names(native("control/aa").info), ElementsAre("cpp:baseline*", "cpp:same"));
  EXPECT_THAT(variant_names(python("control/noop")), ElementsAre("python:noop*"));
  EXPECT_THAT(variant_names(native("control/noop").info), ElementsAre("cpp:noop*"));
}

TEST_F(Catalog, HasTheSizesOfTheArticle) {
  const std::map<std::string, std::uint64_t> article_sizes{{"strings/build", 1'000'000},
                                                           {"strings/build_attribute", 10'000},
                                                           {"strings/csv_export", 100'000},
                                                           {"io/fetch", 200}};
  for (const auto& [id, size] : article_sizes) EXPECT_EQ(python(id).article_size, size) << id;
}

TEST_F(Catalog, LimitsTheQuadraticVariants) {
  EXPECT_EQ(native("strings/build").info.variants[0].max_size, 100'000U);
  EXPECT_NE(native("strings/build").info.variants[0].max_size_reason, "");
  EXPECT_EQ(native("strings/build").info.variants[1].max_size, std::nullopt);
  EXPECT_EQ(python("strings/build_attribute").variants[1].max_size, 100'000U);
  EXPECT_EQ(python("strings/build_attribute").variants[2].max_size, 100'000U);
}

TEST_F(Catalog, DescribesAHotspotOfBothLanguagesTheSameWay) {
  for (const NativeHotspot& hotspot : native_hotspots()) {
    const HotspotInfo& cpp = hotspot.info;
    const HotspotInfo other = python(cpp.id);
    EXPECT_EQ(cpp.description, other.description);
    EXPECT_EQ(cpp.default_size, other.default_size) << cpp.id;
    EXPECT_EQ(cpp.article_size, other.article_size) << cpp.id;
    EXPECT_EQ(cpp.sizes, other.sizes) << cpp.id;
    EXPECT_EQ(cpp.relative_tolerance, other.relative_tolerance) << cpp.id;
  }
}

TEST_F(Catalog, DescribesEveryHotspotInTwoSentences) {
  for (const HotspotInfo& info : python_hotspots()) {
    EXPECT_EQ(std::ranges::count(info.description, '.'), 2) << info.id << ": " << info.description;
    EXPECT_TRUE(info.description.ends_with('.')) << info.id;
  }
}

TEST_F(Catalog, GetsTheSameAnswerFromAllVariantsInBothLanguages) {
  for (const HotspotInfo& info : python_hotspots()) {
    // A thousand requests, each with a client of its own, would take a minute: tests/workloads/fetch_test.cpp.
    const std::uint64_t largest = info.needs_server ? 10U : 1000U;
    for (const std::uint64_t size : {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{10}, largest}) {
      const auto all = answers(info, size);
      for (const NamedAnswer& other : all)
        EXPECT_EQ(difference(all[0].answer, other.answer, info.relative_tolerance), std::nullopt)
            << info.id << " at " << size << ": " << all[0].name << " against " << other.name;
    }
  }
}

TEST_F(Catalog, ComparesAllVariantsOfAllHotspots) {
  std::size_t compared = 0;
  for (const HotspotInfo& info : python_hotspots()) compared += answers(info, 1).size();
  EXPECT_EQ(compared, 11U + 4U + 8U + 7U + 4U + 2U);
}

TEST_F(Catalog, BuildsTheTextsThatTheDescriptionsPromise) {
  EXPECT_EQ(describe(answers(python("strings/build"), 4)[0].answer), "text of 7 bytes \"0,1,2,3\"");
  EXPECT_EQ(describe(answers(python("strings/build_attribute"), 1)[0].answer), "text of 1 bytes \"0\"");
  EXPECT_EQ(std::get<std::string>(answers(python("strings/csv_export"), 2)[0].answer.value),
            "0,item 0,0\n1,item 1,7919\n");
  EXPECT_EQ(describe(answers(python("control/aa"), 3)[0].answer), "text of 5 bytes \"0,1,2\"");
  EXPECT_EQ(describe(answers(python("control/noop"), 1)[0].answer), "nothing");
}

}  // namespace
}  // namespace greenbench
