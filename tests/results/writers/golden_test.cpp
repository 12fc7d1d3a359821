// Every format, byte for byte. GREENBENCH_BLESS=1 rewrites the files; the difference is then reviewed.

#include <gtest/gtest.h>

#include <sstream>

#include "results/text/display_text.hpp"
#include "results/writers/writers.hpp"
#include "tests/results/example_report.hpp"
#include "tests/support/golden_file.hpp"

namespace greenbench::testing {
namespace {

struct Golden {
  const char* file;
  const char* format;
  Example (*example)();
  WriteOptions options;
};

const Golden goldens[] = {
    {"measured-80.txt", "terminal", measured_example, {.width = 80}},
    {"measured-120.txt", "terminal", measured_example, {.width = 120}},
    {"measured-wide.txt", "terminal", measured_example, {.width = 80, .wide = true}},
    {"measured-verbose.txt", "terminal", measured_example, {.width = 80, .detail = Detail::everything}},
    {"measured-quiet.txt", "terminal", measured_example, {.width = 80, .detail = Detail::tables}},
    {"measured-colour.txt", "terminal", measured_example, {.width = 80, .colour = true}},
    {"sweep-80.txt", "terminal", sweep_example, {.width = 80}},
    {"sweep-120.txt", "terminal", sweep_example, {.width = 120}},
    {"measured.md", "markdown", measured_example, {}},
    {"measured.html", "html", measured_example, {}},
    {"measured.json", "json", measured_example, {}},
    {"measured.csv", "csv", measured_example, {}},
    {"estimated-quick-80.txt", "terminal", estimated_example, {.width = 80}},
    {"estimated-quick-verbose.txt", "terminal", estimated_example, {.width = 80, .detail = Detail::everything}},
    {"estimated-quick-120.txt", "terminal", estimated_example, {.width = 120}},
    {"estimated-quick.md", "markdown", estimated_example, {}},
    {"estimated-quick.json", "json", estimated_example, {}},
    {"estimated-quick.csv", "csv", estimated_example, {}},
    {"measured-carbon-80.txt", "terminal", measured_carbon_example, {.width = 80}},
    {"measured-carbon-120.txt", "terminal", measured_carbon_example, {.width = 120}},
    {"measured-carbon.json", "json", measured_carbon_example, {}},
    {"estimated-carbon-80.txt", "terminal", estimated_carbon_example, {.width = 80}},
    {"estimated-carbon.md", "markdown", estimated_carbon_example, {}},
    {"estimated-carbon.json", "json", estimated_carbon_example, {}},
    {"measured.google-benchmark.json", "google-benchmark-json", measured_example, {}},
    {"estimated-quick.google-benchmark.json", "google-benchmark-json", estimated_example, {}},
    {"measured.pyperf.json", "pyperf-json", measured_example, {}},
    {"estimated-quick.pyperf.json", "pyperf-json", estimated_example, {}},
    {"measured.hyperfine.json", "hyperfine-json", measured_example, {}},
    {"estimated-quick.hyperfine.json", "hyperfine-json", estimated_example, {}},
    {"measured.benchstat.txt", "benchstat", measured_example, {}},
    {"estimated-quick.benchstat.txt", "benchstat", estimated_example, {}},
    {"measured.bencher.json", "bencher", measured_example, {}},
    {"estimated-quick.bencher.json", "bencher", estimated_example, {}},
    {"measured-carbon.prom", "openmetrics", measured_carbon_example, {}},
    {"estimated-quick.prom", "openmetrics", estimated_example, {}},
};

std::string rendered(const Golden& golden) {
  const Example example = golden.example();
  return find_writer(golden.format)->write(example.report, example.run, golden.options);
}

class GoldenFile : public ::testing::TestWithParam<Golden> {};

TEST_P(GoldenFile, IsWhatTheWriterWrites) {
  expect_golden(GetParam().file, rendered(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(All, GoldenFile, ::testing::ValuesIn(goldens), golden_test_name<Golden>);

TEST(Terminal, KeepsToItsWidth) {
  for (const auto example :
       {measured_example, estimated_example, measured_carbon_example, estimated_carbon_example, sweep_example}) {
    for (const int width : {72, 80, 100, 120, 200}) {
      const Example built = example();
      std::istringstream text{
          find_writer("terminal")->write(built.report, built.run, {.width = width}) +
          find_writer("terminal")->write(built.report, built.run, {.width = width, .detail = Detail::everything})};
      for (std::string line; std::getline(text, line);) {
        EXPECT_LE(display_width(line), static_cast<std::size_t>(width)) << line;
        EXPECT_FALSE(line.ends_with(' ')) << line;
      }
    }
  }
}

TEST(Terminal, ColoursOnlyWhenAsked) {
  const Example example = measured_example();
  const std::string plain = find_writer("terminal")->write(example.report, example.run, {.colour = false});
  EXPECT_EQ(plain.find('\x1b'), std::string::npos);
}

/// A text as a hotspot file or a run of somebody else's may hold it, wherever the report has one.
Example with_text(const std::string& text) {
  Example example = measured_example();
  Report& report = example.report;
  report.run.plan.suite_label = text;
  report.run.plan.notes = {text};
  report.run.environment = {{text, text}};
  report.warnings = {{text, text, text, text}};
  for (HotspotReport& hotspot : report.hotspots) {
    hotspot.plan.description = text;
    hotspot.failure = Failure{.kind = Failure::Kind::raised, .reason = text, .detail = {}, .round = {}};
  }
  return example;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto found = text.find(part); found != std::string::npos; found = text.find(part, found + 1)) ++count;
  return count;
}

TEST(Writers, LetNoTextFromOutsideBecomeMarkup) {
  const Example example = with_text("# <script>a</script>\n# b | [c](d)");
  const std::string page = find_writer("markdown")->write(example.report, example.run, {});
  EXPECT_GE(count_of(page, "\\<script\\>"), 8U) << "the text stands there";
  EXPECT_EQ(count_of(page, "<script"), count_of(page, "\\<script"));
  EXPECT_EQ(count_of(page, "\n# "), 0U);
  EXPECT_EQ(count_of(page, "b | "), 0U);
  EXPECT_EQ(count_of(page, " [c]"), 0U);
  EXPECT_EQ(find_writer("html")->write(example.report, example.run, {}).find("<script>a"), std::string::npos);
}

TEST(Writers, LetNothingThroughThatAPageMayNotHave) {
  const Example example = with_text("a\x01\x1b\xff\xed\xb3\xa9\xef\xbf\xbf");
  for (const char* const format : {"terminal", "markdown", "html"}) {
    const std::string text = find_writer(format)->write(example.report, example.run, {});
    for (const std::string forbidden : {"\x01", "\x1b", "\xff", "\xed\xb3", "\xef\xbf\xbf"})
      EXPECT_EQ(count_of(text, forbidden), 0U) << format;
  }
}

TEST(Writers, AreFoundByName) {
  ASSERT_NE(find_writer("markdown"), nullptr);
  EXPECT_EQ(find_writer("markdown")->name, "markdown");
  EXPECT_EQ(find_writer("pdf"), nullptr);
  EXPECT_EQ(writers().size(), 11U);
}

}  // namespace
}  // namespace greenbench::testing
