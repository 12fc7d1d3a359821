#include "workloads/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/version.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/workloads/python_fixture.hpp"
#include "tests/workloads/running_server.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<double> numbers_of(const Answer& answer) {
  return std::get<std::vector<double>>(answer.value);
}

/// "python:concat*", the star for a baseline.
std::vector<std::string> variant_names(const HotspotInfo& info) {
  std::vector<std::string> names;
  for (const VariantInfo& variant : info.variants)
    names.push_back(variant.language + ":" + variant.name + (variant.baseline ? "*" : ""));
  return names;
}

std::vector<std::string> in_language(const std::string& language, std::vector<std::string> names) {
  for (std::string& name : names) name.insert(0, language + ":");
  return names;
}

const NativeHotspot& native(std::string_view id) {
  const auto hotspots = native_hotspots();
  const auto found = std::ranges::find(hotspots, id, [](const NativeHotspot& hotspot) { return hotspot.info.id; });
  if (found == hotspots.end()) throw std::out_of_range(std::string{id});
  return *found;
}

struct NamedAnswer {
  std::string name;
  Answer answer;
};

/// One interpreter for all tests: packages like NumPy load only once in a process.
class Catalog : public ::testing::Test {
 public:
  static void SetUpTestSuite() { runtime_ = std::make_unique<PythonRuntime>(test_python()); }
  static void TearDownTestSuite() { runtime_.reset(); }

 protected:
  static PythonRuntime& runtime() { return *runtime_; }

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

  /// Every variant's answer at a size, Python's first. Python has none where a package is missing.
  std::vector<NamedAnswer> answers(const HotspotInfo& info, std::uint64_t size) {
    std::vector<NamedAnswer> all;
    if (info.not_available.empty()) collect(*load_python(info, size), info, all);
    for (const NativeHotspot& hotspot : native_hotspots())
      if (hotspot.info.id == info.id) collect(*load_native(hotspot, size), hotspot.info, all);
    return all;
  }

  std::unique_ptr<LoadedHotspot> load_python(const HotspotInfo& info, std::uint64_t size) {
    const Surroundings surroundings = new_surroundings();
    runtime().prepare(info.file, info.id, size, *surroundings.prepared);
    return runtime().load(info.file, info.id, size, surroundings);
  }

  std::unique_ptr<LoadedHotspot> load_native(const NativeHotspot& hotspot, std::uint64_t size) {
    const Surroundings surroundings = new_surroundings();
    hotspot.prepare(size, *surroundings.prepared);
    return hotspot.load(size, surroundings);
  }

  /// Whatever the order: all variants are called once before any is called again. None of them is refused.
  static void expect_same_answer_twice(const HotspotInfo& info, LoadedHotspot& hotspot) {
    std::vector<NamedAnswer> first;
    std::vector<NamedAnswer> second;
    collect(hotspot, info, first, &Variant::checked_answer);
    collect(hotspot, info, second, &Variant::checked_answer);
    for (std::size_t i = 0; i < first.size(); ++i)
      EXPECT_EQ(difference(first[i].answer, second[i].answer, 0.0), std::nullopt) << info.id << " " << first[i].name;
  }

  bool has_numpy() { return python("numeric/sum_of_squares").variants.back().not_available.empty(); }

  RunningServer server_{{.latency = {}, .body_bytes = 16}};

 private:
  // NOLINTNEXTLINE(readability-identifier-naming): a private member, if a static one
  static inline std::unique_ptr<PythonRuntime> runtime_;

  Surroundings new_surroundings() {
    Surroundings surroundings = server_.surroundings();
    surroundings.prepared = folder_.path() / std::to_string(prepared_++);
    return surroundings;
  }

  ScratchFolder folder_;
  int prepared_ = 0;

  static void collect(LoadedHotspot& hotspot, const HotspotInfo& info, std::vector<NamedAnswer>& all,
                      Answer (Variant::*question)() = &Variant::answer) {
    const auto names = variant_names(info);
    ASSERT_EQ(hotspot.variants().size(), names.size());
    for (std::size_t index = 0; index < names.size(); ++index) {
      if (!info.variants[index].not_available.empty()) continue;
      all.push_back({names[index], ((*hotspot.variants()[index]).*question)()});
    }
  }
};

TEST_F(Catalog, HasTheSameHotspotsInBothLanguagesButThoseOfPythonAlone) {
  std::vector<std::string> in_python;
  for (const HotspotInfo& info : python_hotspots()) in_python.push_back(info.id);
  std::vector<std::string> in_cpp;
  for (const NativeHotspot& hotspot : native_hotspots()) in_cpp.push_back(hotspot.info.id);
  EXPECT_THAT(in_python,
              ElementsAre("strings/build", "strings/build_attribute", "strings/csv_export", "numeric/apply_tax",
                          "numeric/sum_of_squares", "iteration/sum_of_squares", "memory/records", "io/fetch",
                          "parallel/sum_of_squares", "database/n_plus_one", "database/columns", "database/iterate",
                          "database/aggregate", "django/n_plus_one", "django/columns", "django/iterator",
                          "django/aggregate", "django/cached_view", "caching/memoize", "control/aa", "control/noop"));
  EXPECT_THAT(in_cpp, ElementsAre("strings/build", "strings/csv_export", "numeric/apply_tax", "numeric/sum_of_squares",
                                  "iteration/sum_of_squares", "memory/records", "io/fetch", "parallel/sum_of_squares",
                                  "database/n_plus_one", "database/columns", "database/iterate", "database/aggregate",
                                  "caching/memoize", "control/aa", "control/noop"));
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

TEST_F(Catalog, HasEveryVariantOfMemoryRecords) {
  EXPECT_THAT(variant_names(python("memory/records")),
              ElementsAre("python:dict*", "python:dataclass", "python:dataclass_slots", "python:slots_class",
                          "python:namedtuple", "python:tuple"));
  EXPECT_THAT(variant_names(native("memory/records").info),
              ElementsAre("cpp:map_of_variants*", "cpp:struct", "cpp:struct_of_arrays"));
}

TEST_F(Catalog, HasEveryVariantOfParallelSumOfSquares) {
  EXPECT_THAT(variant_names(python("parallel/sum_of_squares")),
              ElementsAre("python:single*", "python:processes", "python:processes_warm", "python:threads"));
  EXPECT_THAT(variant_names(native("parallel/sum_of_squares").info),
              ElementsAre("cpp:single*", "cpp:threads", "cpp:async_tasks"));
}

TEST_F(Catalog, HasEveryVariantOfCachingMemoize) {
  EXPECT_THAT(variant_names(python("caching/memoize")),
              ElementsAre("python:recompute*", "python:lru_cache", "python:dict"));
  EXPECT_THAT(variant_names(native("caching/memoize").info),
              ElementsAre("cpp:recompute*", "cpp:unordered_map", "cpp:boost_unordered_flat"));
}

TEST_F(Catalog, LacksBoostsFlatMapExactlyWhereBoostDoes) {
  const std::string expected = BOOST_VERSION >= 108100 ? "" : "needs Boost 1.81";
  EXPECT_EQ(native("caching/memoize").info.variants[2].not_available, expected);
}

TEST_F(Catalog, HasEveryVariantOfNumericApplyTax) {
  EXPECT_THAT(variant_names(python("numeric/apply_tax")),
              ElementsAre("python:list_comprehension*", "python:for_append", "python:map", "python:numpy",
                          "python:numpy_inplace", "python:array_loop"));
  EXPECT_THAT(variant_names(native("numeric/apply_tax").info),
              ElementsAre("cpp:scalar_loop*", "cpp:auto_vectorized", "cpp:eigen", "cpp:eigen_inplace"));
}

TEST_F(Catalog, HasEveryVariantOfNumericSumOfSquares) {
  EXPECT_THAT(variant_names(python("numeric/sum_of_squares")),
              ElementsAre("python:loop*", "python:sum_generator", "python:numpy_dot"));
  EXPECT_THAT(variant_names(native("numeric/sum_of_squares").info),
              ElementsAre("cpp:scalar_loop*", "cpp:eigen_squared_norm", "cpp:transform_reduce"));
}

TEST_F(Catalog, HasEveryVariantOfIterationSumOfSquares) {
  EXPECT_THAT(variant_names(python("iteration/sum_of_squares")),
              ElementsAre("python:list*", "python:generator", "python:loop"));
  EXPECT_THAT(variant_names(native("iteration/sum_of_squares").info),
              ElementsAre("cpp:materialized*", "cpp:lazy_view", "cpp:loop"));
}

TEST_F(Catalog, HasEveryVariantOfDatabase) {
  const std::map<std::string, std::vector<std::string>> variants{
      {"database/n_plus_one", {"n_plus_one*", "join", "two_queries"}},
      {"database/columns", {"select_star*", "select_needed"}},
      {"database/iterate", {"fetchall*", "cursor", "fetchmany_2000"}},
      {"database/aggregate", {"in_application*", "in_sql"}}};
  for (const auto& [id, names] : variants) {
    EXPECT_EQ(variant_names(python(id)), in_language("python", names)) << id;
    EXPECT_EQ(variant_names(native(id).info), in_language("cpp", names)) << id;
  }
}

TEST_F(Catalog, HasEveryVariantOfDjango) {
  const std::map<std::string, std::vector<std::string>> variants{
      {"django/n_plus_one", {"lazy*", "select_related", "prefetch_related"}},
      {"django/columns", {"all*", "only", "defer", "values_list"}},
      {"django/iterator", {"all*", "iterator_2000"}},
      {"django/aggregate", {"in_python*", "aggregate"}},
      {"django/cached_view", {"uncached*", "cached", "cached_cold"}}};
  for (const auto& [id, names] : variants) EXPECT_EQ(variant_names(python(id)), in_language("python", names)) << id;
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

TEST_F(Catalog, SaysWhichHotspotsUseSeveralProcessors) {
  const auto is_parallel = [](const std::string& id) { return id == "io/fetch" || id == "parallel/sum_of_squares"; };
  for (const HotspotInfo& info : python_hotspots()) EXPECT_EQ(info.parallel, is_parallel(info.id)) << info.id;
  for (const NativeHotspot& hotspot : native_hotspots())
    EXPECT_EQ(hotspot.info.parallel, is_parallel(hotspot.info.id)) << hotspot.info.id;
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
                                                           {"numeric/apply_tax", 1'000'000},
                                                           {"numeric/sum_of_squares", 1'000'000},
                                                           {"iteration/sum_of_squares", 10'000'000},
                                                           {"memory/records", 300'000},
                                                           {"io/fetch", 200},
                                                           {"parallel/sum_of_squares", 10'000'000},
                                                           {"database/n_plus_one", 500},
                                                           {"database/columns", 10'000},
                                                           {"database/iterate", 500'000},
                                                           {"database/aggregate", 100'000},
                                                           {"django/n_plus_one", 500},
                                                           {"django/columns", 10'000},
                                                           {"django/iterator", 500'000},
                                                           {"django/aggregate", 100'000}};
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
    std::vector<std::uint64_t> sizes{1, 2, 11};
    if (!info.needs_server) sizes.insert(sizes.end(), {1000, info.default_size});
    for (const std::uint64_t size : sizes) {
      const auto all = answers(info, size);
      for (const NamedAnswer& other : all)
        EXPECT_EQ(difference(all[0].answer, other.answer, info.relative_tolerance), std::nullopt)
            << info.id << " at " << size << ": " << all[0].name << " against " << other.name;
    }
  }
}

TEST_F(Catalog, ComparesAllVariantsOfAllHotspots) {
  std::map<std::string, std::size_t> compared;
  for (const HotspotInfo& info : python_hotspots())
    compared[info.id.substr(0, info.id.find('/'))] += answers(info, 1).size();
  EXPECT_EQ(compared["strings"], 11U + 4U + 8U);
  const std::size_t flat_map = native("caching/memoize").info.variants[2].not_available.empty() ? 1 : 0;
  EXPECT_EQ(compared["memory"], 9U);
  EXPECT_EQ(compared["parallel"], 7U);
  EXPECT_EQ(compared["caching"], 5U + flat_map);
  EXPECT_EQ(compared["numeric"], has_numpy() ? 16U : 13U);
  EXPECT_EQ(compared["iteration"], 6U);
  EXPECT_EQ(compared["io"], python("io/fetch").not_available.empty() ? 7U : 3U);
  EXPECT_EQ(compared["database"], 6U + 4U + 6U + 4U);
  EXPECT_EQ(compared["control"], 4U + 2U);
  if (!python("django/columns").not_available.empty()) GTEST_SKIP() << "needs django";
  EXPECT_EQ(compared["django"], 3U + 4U + 2U + 2U + 3U);
}

TEST_F(Catalog, BuildsTheTextsThatTheDescriptionsPromise) {
  EXPECT_EQ(describe(answers(python("strings/build"), 4)[0].answer), "text of 7 bytes \"0,1,2,3\"");
  EXPECT_EQ(describe(answers(python("strings/build_attribute"), 1)[0].answer), "text of 1 bytes \"0\"");
  EXPECT_EQ(std::get<std::string>(answers(python("strings/csv_export"), 2)[0].answer.value),
            "0,item 0,0\n1,item 1,7919\n");
  EXPECT_EQ(describe(answers(python("control/aa"), 3)[0].answer), "text of 5 bytes \"0,1,2\"");
  EXPECT_EQ(describe(answers(python("control/noop"), 1)[0].answer), "nothing");
}

TEST_F(Catalog, AddsUpTheFieldsOfItsRecords) {
  // Ids 0 + 1 + 2, values half of that, labels "item 0", "item 1" and "item 2".
  EXPECT_EQ(describe(answers(python("memory/records"), 3)[0].answer),
            "list of 3 elements: integer 3, real number 1.5, integer 18");
}

TEST_F(Catalog, AddsUpSquaresBeyondSixtyFourBits) {
  const HotspotInfo squares = python("parallel/sum_of_squares");
  EXPECT_EQ(describe(answers(squares, 1)[0].answer), "integer 0");
  EXPECT_EQ(describe(answers(squares, 4)[0].answer), "integer 14");  // 0 + 1 + 4 + 9
  // (n - 1) n (2n - 1) / 6
  const auto in_cpp = native(squares.id).load(10'000'000);
  for (const auto& variant : in_cpp->variants())
    EXPECT_EQ(std::get<std::string>(variant->answer().value), "333333283333335000000");
}

TEST_F(Catalog, CountsTheStepsOfItsKeys) {
  // The first key's way is 1,000,012, 500,006, 250,003, 750,010 and so on: entry 1,000,012 of OEIS A006577.
  EXPECT_EQ(describe(answers(python("caching/memoize"), 1)[0].answer), "integer 113");
}

/// Exactly: a product of two doubles is rounded the same way everywhere.
TEST_F(Catalog, TaxesThePrices) {
  for (const auto& [name, answer] : answers(python("numeric/apply_tax"), 2))
    EXPECT_THAT(numbers_of(answer), ElementsAre(0.01 * 1.2, 0.02 * 1.2)) << name;
}

TEST_F(Catalog, BeginsAgainAtOneCentAfterAHundred) {
  const auto taxed = numbers_of(answers(python("numeric/apply_tax"), 10'001)[0].answer);
  EXPECT_EQ(taxed[9'999], 120.0);
  EXPECT_EQ(taxed[10'000], 0.01 * 1.2);
}

/// 0 + 1/64 + 4/64 + 9/64 of the numbers 0, 1/8, 2/8 and 3/8.
TEST_F(Catalog, AddsTheSquaresOfEighths) {
  for (const auto& [name, answer] : answers(python("numeric/sum_of_squares"), 4))
    EXPECT_EQ(std::get<double>(answer.value), 14.0 / 64.0) << name;
}

/// Exact sums have no order, so that this needs no tolerance: 999 * 1000 * 1999 / 6 squares of eighths, a thousand
/// times over.
TEST_F(Catalog, AddsTheSquaresOfEighthsExactlyWhateverTheirNumber) {
  const HotspotInfo info = python("numeric/sum_of_squares");
  EXPECT_EQ(info.relative_tolerance, 0.0);
  for (const auto& [name, answer] : answers(info, 1'000'000))
    EXPECT_EQ(std::get<double>(answer.value), 332'833'500.0 / 64.0 * 1'000.0) << name;
}

TEST_F(Catalog, AddsTheSquaresOfIntegers) {
  for (const auto& [name, answer] : answers(python("iteration/sum_of_squares"), 4))
    EXPECT_EQ(describe(answer), "integer 14") << name;
}

/// (n - 1) n (2n - 1) / 6; the second is beyond 64 bits, and has a zero where its two halves meet.
TEST_F(Catalog, AddsTheSquaresOfIntegersBeyond64Bits) {
  for (const auto& [name, answer] : answers(python("iteration/sum_of_squares"), 1'000'000))
    EXPECT_EQ(describe(answer), "integer 333332833333500000") << name;
  for (const auto& [name, answer] : answers(python("iteration/sum_of_squares"), 4'500'000))
    EXPECT_EQ(std::get<std::string>(answer.value), "30374989875000750000") << name;
}

/// In place means into an array of its own: neither a second call nor another variant finds taxed prices.
TEST_F(Catalog, GivesTheSameAnswerAtEveryCallOfAVariant) {
  for (const HotspotInfo& info : python_hotspots()) {
    if (!info.not_available.empty()) continue;
    const auto hotspot = load_python(info, 10);
    expect_same_answer_twice(info, *hotspot);
  }
  for (const NativeHotspot& hotspot : native_hotspots()) {
    expect_same_answer_twice(hotspot.info, *load_native(hotspot, 10));
  }
}

Answer texts(const std::string& one, const std::string& other) {
  return {AnswerList{{one}, {other}}};
}

/// Both suites read the same rows, so that they give the same answers.
TEST_F(Catalog, ReadsTheRowsThatTheDescriptionsPromise) {
  // 1 + 1 * 7919 % 1 = 1 for both articles of one author.
  const Answer lines{AnswerList{texts("Article 1", "Author 1"), texts("Article 2", "Author 1")}};
  // 1 * 7919 and 2 * 7919 views.
  const Answer entries{AnswerList{{AnswerList{{std::int64_t{1}}, {"Story 1"}, {std::int64_t{7919}}}},
                                  {AnswerList{{std::int64_t{2}}, {"Story 2"}, {std::int64_t{15838}}}}}};
  // 100 + 7919 and 100 + 15838 cents.
  const Answer total{std::int64_t{23957}};
  const std::vector<std::pair<std::string, Answer>> expected{
      {"database/n_plus_one", lines}, {"django/n_plus_one", lines}, {"database/columns", entries},
      {"django/columns", entries},    {"database/iterate", total},  {"django/iterator", total},
      {"database/aggregate", total},  {"django/aggregate", total}};
  for (const auto& [id, answer] : expected) {
    for (const NamedAnswer& named : answers(python(id), 2))
      EXPECT_EQ(difference(answer, named.answer, 0.0), std::nullopt) << id << " " << named.name;
  }
}

TEST_F(Catalog, GivesTenArticlesToEachAuthor) {
  // 11 articles have two authors. 7919 is odd, so that odd articles are the second's: 1 + 7919 % 2 = 2.
  for (const NamedAnswer& named : answers(python("database/n_plus_one"), 11)) {
    const auto& lines = std::get<AnswerList>(named.answer.value);
    ASSERT_EQ(lines.size(), 11U) << named.name;
    EXPECT_EQ(difference(texts("Article 10", "Author 1"), lines[9], 0.0), std::nullopt) << named.name;
    EXPECT_EQ(difference(texts("Article 11", "Author 2"), lines[10], 0.0), std::nullopt) << named.name;
  }
}

TEST_F(Catalog, RendersTheProductsOfTheListView) {
  for (const NamedAnswer& named : answers(python("django/cached_view"), 2)) {
    const auto& page = std::get<std::string>(named.answer.value);
    EXPECT_NE(page.find("<tr><td>Product 1</td><td>8019 ct</td></tr>\n"
                        "<tr><td>Product 2</td><td>15938 ct</td></tr>\n</table>"),
              std::string::npos)
        << named.name << page;
  }
}

}  // namespace
}  // namespace greenbench
