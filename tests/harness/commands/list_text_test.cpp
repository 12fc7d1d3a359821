#include "harness/commands/list_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

CatalogEntry build() {
  CatalogEntry entry;
  entry.info = {.id = "strings/build",
                .description = "Integers become one text, by += or by the tools made for it. All exports do this.",
                .default_size = 30'000,
                .article_size = 1'000'000,
                .sizes = {100, 1'000},
                .variants = {{.language = "python", .name = "concat", .baseline = true},
                             {.language = "python", .name = "numpy", .not_available = "needs numpy"},
                             {.language = "cpp", .name = "append", .baseline = true, .max_size = 7}}};
  return entry;
}

CatalogEntry views() {
  CatalogEntry entry;
  entry.info = {.id = "django/columns",
                .description = "All columns of a table are loaded, or those that are shown.",
                .default_size = 100,
                .article_size = 100,
                .variants = {{.language = "python", .name = "all", .baseline = true}},
                .needs = {"django"}};
  return entry;
}

TEST(ShortList, IsOneLineForEachHotspotAndOneThatSaysHowToSeeMore) {
  const CatalogEntry first = build();
  const CatalogEntry second = views();
  EXPECT_EQ(short_list({&first, &second}),
            "                Python  C++\n"
            "strings/build        2    1  Integers become one text, by += or by the tools...\n"
            "django/columns       1       All columns of a table are... (needs django)\n"
            "Variants and sizes: greenbench list NAME (a suite or a hotspot), or --variants\n");
}

TEST(ShortList, FitsATerminalWhateverTheDescription) {
  CatalogEntry entry = build();
  for (const char* description :
       {"", "Ä Ö Ü", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"}) {
    entry.info.description = description;
    std::istringstream lines{short_list({&entry})};
    for (std::string line; std::getline(lines, line);) {
      EXPECT_THAT(line, testing::Not(testing::EndsWith(" ")));
      EXPECT_LE(display_width(line), 80U);
    }
  }
}

TEST(ShortList, KeepsALongNameWhole) {
  CatalogEntry entry = build();
  entry.info.id = "a/" + std::string(90, 'x');
  EXPECT_THAT(short_list({&entry}), testing::HasSubstr(entry.info.id + "       2    1\n"));
}

TEST(ShortList, SaysWhatIsNeededAndNotThatItIsThere) {
  CatalogEntry entry = views();
  entry.python_not_available = "needs django";
  EXPECT_THAT(short_list({&entry}), testing::HasSubstr("(needs django)"));
  EXPECT_THAT(short_list({&entry}), testing::Not(testing::HasSubstr("available")));
}

TEST(FullList, SaysEverything) {
  CatalogEntry first = build();
  CatalogEntry second = views();
  second.python_not_available = "needs django";
  second.from_user = true;
  second.info.file = "/home/me/mine.py";
  EXPECT_EQ(full_list({&first, &second}),
            "strings/build\n"
            "  Integers become one text, by += or by the tools made for it. All exports do this.\n"
            "  size 30000 (article 1000000; sweep 100, 1000)\n"
            "  python: concat (baseline), numpy (not available: needs numpy)\n"
            "  cpp: append (baseline) (up to n = 7)\n"
            "\n"
            "django/columns (/home/me/mine.py)\n"
            "  All columns of a table are loaded, or those that are shown.\n"
            "  size 100 (article 100; sweep )\n"
            "  python: all (baseline) [not available: needs django]\n");
}

}  // namespace
}  // namespace greenbench
