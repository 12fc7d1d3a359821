#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <new>

#include "tests/workloads/benchmark_run.hpp"
#include "workloads/library/library_answer.hpp"
#include "workloads/library/library_file.hpp"
#include "workloads/library/library_shape.hpp"

namespace greenbench {
namespace {

using hotspot_abi::Outcome;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::filesystem::path library_path(const std::string& name) {
  return std::filesystem::path{GREENBENCH_TEST_LIBRARIES} / (name + ".so");
}

std::string refusal_of(const std::filesystem::path& file) {
  try {
    const LibraryFile library{file};
    return "no error";
  } catch (const HotspotFileError& error) {
    return error.what();
  }
}

class RightLibrary : public ::testing::Test {
 protected:
  /// The variant, set up alone, with the hotspot it belongs to.
  Variant& loaded(const std::string& id, const std::string& variant, LibrarySetup setup = {.size = 3}) {
    setup.wanted = {variant};
    hotspot_ = library_.load(id, setup);
    const auto& variants = library_.info_of(id).variants;
    const auto found = std::ranges::find(variants, variant, &VariantInfo::name);
    return *hotspot_->variants()[static_cast<std::size_t>(found - variants.begin())];
  }

  Answer result(const std::string& variant) { return loaded("right/results", variant).answer(); }

  std::optional<std::string> unlike(const Answer& expected, const std::string& variant) {
    return difference(expected, result(variant), 0.0);
  }

  LibraryFile library_{library_path("right")};
  std::unique_ptr<LoadedHotspot> hotspot_;
};

TEST_F(RightLibrary, DescribesEverythingThatWasSaid) {
  const HotspotInfo& info = library_.describe().front();
  EXPECT_EQ(info.id, "right/counting");
  EXPECT_EQ(info.description, "Calls are counted. How often is told.");
  EXPECT_EQ(info.default_size, 5U);
  EXPECT_EQ(info.article_size, 7U);
  EXPECT_THAT(info.sizes, ElementsAre(1U, 10U));
  EXPECT_DOUBLE_EQ(info.relative_tolerance, 0.25);
  EXPECT_TRUE(info.parallel);
  EXPECT_FALSE(info.needs_server);
  EXPECT_EQ(info.file, library_path("right").string());
  ASSERT_EQ(info.variants.size(), 4U);
  EXPECT_EQ(info.variants[0], (VariantInfo{.language = "cpp", .name = "count", .baseline = true}));
  EXPECT_EQ(info.variants[2].max_size, 100U);
  EXPECT_EQ(info.variants[2].max_size_reason, "slow above 100");
  EXPECT_EQ(info.variants[3].not_available, "needs a newer library");
}

TEST_F(RightLibrary, TakesTheDefaultSizeWhereNoArticleHasOne) {
  EXPECT_EQ(library_.info_of("right/sorting").article_size, 3U);
  EXPECT_FALSE(library_.info_of("right/sorting").parallel);
}

TEST_F(RightLibrary, NeedsTheServerAndIsParallelThen) {
  EXPECT_TRUE(library_.info_of("right/asking").needs_server);
  EXPECT_TRUE(library_.info_of("right/asking").parallel);
  EXPECT_THROW((void)loaded("right/asking", "url"), std::runtime_error);
  const Surroundings with_server{.server = LocalServer{.port = 1234}};
  Variant& url = loaded("right/asking", "url", {.size = 1, .surroundings = with_server});
  EXPECT_EQ(difference({std::string{"http://127.0.0.1:1234"}}, url.answer(), 0.0), std::nullopt);
}

TEST_F(RightLibrary, SaysHowItWasCompiled) {
  EXPECT_THAT(library_.handle().compiler(), ::testing::AnyOf(StartsWith("GNU "), StartsWith("Clang ")));
}

TEST_F(RightLibrary, HandsOverResultsOfEveryKind) {
  EXPECT_EQ(unlike({}, "nothing"), std::nullopt);
  EXPECT_EQ(unlike({true}, "truth"), std::nullopt);
  EXPECT_EQ(unlike({std::string{"18446744073709551615"}}, "beyond_64_bits"), std::nullopt);
  EXPECT_EQ(unlike({0.5}, "real"), std::nullopt);
  EXPECT_EQ(unlike({std::string{"a\0b", 3}}, "text"), std::nullopt);
  EXPECT_EQ(unlike({std::vector<double>{0.5, 1.5}}, "reals"), std::nullopt);
  EXPECT_EQ(unlike({AnswerList{{true}, {false}}}, "list"), std::nullopt);
  EXPECT_EQ(unlike({AnswerList{{std::int64_t{3}}, {std::string{"three"}}}}, "tuple"), std::nullopt);
  EXPECT_EQ(unlike({AnswerList{{1.0}, {-1.0}}}, "complex"), std::nullopt);
  EXPECT_EQ(unlike({}, "empty"), std::nullopt);
  EXPECT_EQ(unlike({std::int64_t{42}}, "checked"), std::nullopt);
}

TEST_F(RightLibrary, HandsOverSetsAndMapsInOneOrder) {
  const AnswerList letters{{std::string{"a"}}, {std::string{"b"}}, {std::string{"c"}}};
  EXPECT_EQ(unlike({AnswerSet{letters}}, "set"), std::nullopt);
  EXPECT_EQ(unlike({AnswerSet{{{std::int64_t{1}}, {std::int64_t{2}}, {std::int64_t{3}}}}}, "unordered"), std::nullopt);
  const AnswerMap map{.keys = {{std::int64_t{1}}, {std::int64_t{2}}},
                      .values = {{AnswerList{}}, {AnswerList{{std::int64_t{7}}, {std::int64_t{8}}}}}};
  EXPECT_EQ(unlike({map}, "map"), std::nullopt);
}

TEST_F(RightLibrary, CallsAVariantAsOftenAsItIsTold) {
  Variant& count = loaded("right/counting", "count");
  run_iterations(count, 7);
  EXPECT_EQ(difference({std::int64_t{8}}, count.answer(), 0.0), std::nullopt);
}

TEST_F(RightLibrary, HandsOverTheSize) {
  EXPECT_EQ(difference({std::int64_t{3}}, loaded("right/counting", "size").answer(), 0.0), std::nullopt);
}

TEST_F(RightLibrary, ResetsBeforeAnAnswerAndOnlyWhereItCan) {
  EXPECT_FALSE(loaded("right/counting", "count").needs_reset());
  Variant& was_sorted = loaded("right/sorting", "was_sorted");
  EXPECT_TRUE(was_sorted.needs_reset());
  EXPECT_EQ(difference({false}, was_sorted.answer(), 0.0), std::nullopt) << "what reset() restores is not in order";
}

TEST_F(RightLibrary, PreparesInAFolderThatTheConstructorFinds) {
  const std::filesystem::path folder =
      std::filesystem::path{::testing::TempDir()} / ("greenbench-library-test-" + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
  library_.prepare("right/lines", 12, folder);
  Variant& first = loaded("right/lines", "first", {.size = 3, .surroundings = {.server = {}, .prepared = folder}});
  EXPECT_EQ(difference({std::string{"prepared for 12"}}, first.answer(), 0.0), std::nullopt);
  EXPECT_THROW((void)loaded("right/lines", "first"), std::runtime_error);
  std::filesystem::remove_all(folder);
}

TEST_F(RightLibrary, PreparesNothingWhereThereIsNothingToPrepare) {
  const std::filesystem::path folder = std::filesystem::path{::testing::TempDir()} / "greenbench-library-none";
  library_.prepare("right/counting", 12, folder);
  EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST_F(RightLibrary, MakesOnlyTheVariantsThatAreWanted) {
  Variant& object = loaded("right/factories", "object", {.size = 10});
  EXPECT_TRUE(object.needs_reset());
  EXPECT_EQ(difference({std::int64_t{11}}, object.answer(), 0.0), std::nullopt);
  EXPECT_EQ(difference({std::int64_t{11}}, object.answer(), 0.0), std::nullopt);
  EXPECT_THROW((void)hotspot_->variants()[2]->answer(), std::runtime_error);
  EXPECT_EQ(difference({std::int64_t{11}}, loaded("right/factories", "function", {.size = 10}).answer(), 0.0),
            std::nullopt);
  EXPECT_THROW((void)loaded("right/factories", "unwanted"), std::runtime_error);
}

TEST_F(RightLibrary, KeepsThePlaceOfAVariantThatIsAbsent) {
  const auto hotspot = library_.load("right/counting", {.size = 3, .wanted = {"flat"}});
  ASSERT_EQ(hotspot->variants().size(), 4U);
  EXPECT_THROW((void)hotspot->variants()[3]->answer(), std::runtime_error);
}

TEST_F(RightLibrary, NamesAHotspotThatItDoesNotDefine) {
  try {
    (void)library_.load("right/gone", {.size = 1});
    FAIL();
  } catch (const HotspotFileError& error) {
    EXPECT_THAT(error.what(), EndsWith("right.so: it no longer defines right/gone"));
  }
}

TEST(LibraryFile, RefusesAnotherVersionBeforeAnythingElseIsCalled) {
  EXPECT_EQ(refusal_of(library_path("newer")),
            library_path("newer").string() +
                ": it was built with version 2 of greenbench/hotspot_abi.hpp, and this program has version 1; build it "
                "again with the headers of this greenbench");
}

TEST(LibraryFile, SaysWhyItCannotBeLoaded) {
  EXPECT_THAT(refusal_of(library_path("undefined")),
              EndsWith("undefined.so: it cannot be loaded: undefined symbol: greenbench::hotspots(); define it in the "
                       "library, or link the library that does"));
  EXPECT_THAT(refusal_of(std::filesystem::path{GREENBENCH_TESTS_FOLDER} / "workloads" / "library_test.cpp"),
              EndsWith("invalid ELF header; it must be a shared library for this machine's processor"));
  EXPECT_THAT(refusal_of(library_path("gone")), HasSubstr("No such file or directory"));
}

TEST(LibraryFile, SaysWhatItMisses) {
  EXPECT_THAT(refusal_of(library_path("without_exports")), HasSubstr("it exports no greenbench_hotspot_abi_version: "));
  EXPECT_THAT(refusal_of(library_path("none")), EndsWith("none.so: it defines no hotspot: return at least one from "
                                                         "greenbench::hotspots()"));
  EXPECT_THAT(refusal_of(library_path("throwing")),
              EndsWith("throwing.so: its greenbench::hotspots() failed: no table of hotspots"));
  EXPECT_THAT(refusal_of(library_path("misshapen")),
              EndsWith("misshapen.so: misshapen/one is defined twice; give one another name"));
}

/// What a set-up or a call ended in.
std::string failure_of(const std::string& id, const std::string& variant) {
  const LibraryFile library{library_path("failing")};
  try {
    const auto hotspot = library.load(id, {.size = 10, .wanted = {variant}});
    const auto& variants = library.info_of(id).variants;
    const auto found = std::ranges::find(variants, variant, &VariantInfo::name);
    Variant& loaded = *hotspot->variants()[static_cast<std::size_t>(found - variants.begin())];
    loaded.reset();
    run_iterations(loaded, 10);
    return loaded.failure();
  } catch (const std::bad_alloc&) {
    return "no memory";
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

TEST(LibraryFailure, IsWhatWasThrown) {
  EXPECT_EQ(failure_of("failing/set_up", "one"), "no data today");
  EXPECT_EQ(failure_of("failing/memory", "one"), "no memory");
  EXPECT_EQ(failure_of("failing/calls", "raises"), "the third call failed");
  EXPECT_EQ(failure_of("failing/calls", "throws_a_number"), "threw something that is not a std::exception");
  EXPECT_EQ(failure_of("failing/reset", "one"), "nothing to restore");
  EXPECT_EQ(failure_of("failing/calls", "good"), "");
}

TEST(PageLibrary, IsAHotspotWhoseVariantsAgree) {
  const LibraryFile library{library_path("of_page")};
  const HotspotInfo& info = library.info_of("mine/membership");
  ASSERT_EQ(info.variants.size(), 2U);
  const auto hotspot = library.load(info.id, {.size = 10, .wanted = {"in_vector", "in_set"}});
  for (const auto& variant : hotspot->variants()) {
    EXPECT_EQ(difference({std::int64_t{5}}, variant->answer(), 0.0), std::nullopt);
  }
}

}  // namespace
}  // namespace greenbench
