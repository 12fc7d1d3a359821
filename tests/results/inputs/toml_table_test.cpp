#include "results/inputs/toml_table.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "results/model/document_error.hpp"
#include "tests/support/emulated_files.hpp"

namespace greenbench {
namespace {

std::string repeated(std::size_t times, std::string_view text) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string toml_error_of(const std::string& text) {
  try {
    (void)parse_toml(text, "a.toml");
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "no error";
}

std::string nested_arrays(std::size_t levels) {
  return "a = " + std::string(levels, '[') + std::string(levels, ']');
}

constexpr const char* too_deep = "a.toml:1: more than 10 levels of nesting";

TEST(ParseToml, NestsTenLevelsAndNoMore) {
  EXPECT_EQ(toml_error_of(nested_arrays(10)), "no error");
  EXPECT_EQ(toml_error_of(nested_arrays(11)), too_deep);
  EXPECT_EQ(toml_error_of(nested_arrays(100'000)), too_deep);
  EXPECT_EQ(toml_error_of(repeated(100'000, "a = {")), too_deep);
  EXPECT_EQ(toml_error_of(repeated(10, "a.") + "a = 1"), "no error");
  EXPECT_EQ(toml_error_of(repeated(100'000, "a.") + "a = 1"), too_deep);
  EXPECT_EQ(toml_error_of(repeated(100'000, "\"a\" . ") + "a = 1"), too_deep);
  EXPECT_EQ(toml_error_of("\n\n[" + repeated(100'000, "a.") + "a]"), "a.toml:3: more than 10 levels of nesting");
  EXPECT_EQ(toml_error_of("[[" + repeated(100'000, "'a'.") + "a]]"), too_deep);
}

TEST(ParseToml, WhatStandsInTextsAndCommentsIsNoNesting) {
  const std::string dots(200, '.');
  const std::string brackets(200, '[');
  EXPECT_EQ(toml_error_of("# " + dots + brackets + " it's\na = \"" + dots + "\\\"" + brackets + "\""), "no error");
  EXPECT_EQ(toml_error_of("a = '" + dots + "\\'\nb = \"\"\"\n" + brackets + "\"" + dots + "\"\"\"\n"), "no error");
  EXPECT_EQ(toml_error_of("a = [" + repeated(100, "1.5, ") + "]"), "no error");
}

// Long strings may end in quotes of their own, which must not be taken for the beginning of another.
TEST(ParseToml, NothingHidesBehindAStringThatEndsInQuotes) {
  const std::string deep = repeated(100'000, "b.") + "b = 1\n";
  for (const std::string end : {"'''", "''''", "'''''"}) {
    EXPECT_EQ(toml_error_of("a = '''x" + end + "\n" + deep + "c = 'x'"), "a.toml:2: more than 10 levels of nesting");
  }
  EXPECT_EQ(toml_error_of("a = \"\"\"x\\\"\"\"\"\"\n" + deep), "a.toml:2: more than 10 levels of nesting");
  EXPECT_EQ(toml_error_of("a = \"\"\n" + deep), "a.toml:2: more than 10 levels of nesting");
}

TEST(ParseToml, WhatDoesNotEndIsAnErrorOfTheFile) {
  EXPECT_EQ(toml_error_of("# no end"), "no error");
  for (const std::string text : {"a = \"", "a = '", "a = \"\"\"", "a = \"\\", "a = '''x''", "a", "["}) {
    EXPECT_EQ(toml_error_of(text).substr(0, 7), "a.toml:") << text;
  }
}

TEST(TomlTable, RefusesLongTextsAndNames) {
  const std::string text = "a = \"" + std::string(5000, 'x') + "\"\nb = \"" + std::string(201, 'x') + "\"\nc = \"" +
                           repeated(200, "ä") + "\"";
  const toml::table document = parse_toml(text, "a.toml");
  const TomlTable table{document, "a.toml"};
  EXPECT_THROW((void)table.text("a"), DocumentError);
  EXPECT_EQ(table.text("b").size(), 201U);
  EXPECT_THROW((void)table.name("b"), DocumentError);
  EXPECT_EQ(table.name("c").size(), 400U) << "characters are counted, not bytes";
}

TEST(ReadTomlFile, RefusesWhatIsLargeOrNoFile) {
  const testing::TemporaryFolder folder;
  ASSERT_EQ(mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
  EXPECT_THROW((void)read_toml_file(folder.path() / "pipe"), DocumentError);
  testing::write_file(folder.path() / "large", "");
  std::filesystem::resize_file(folder.path() / "large", most_toml_bytes);
  EXPECT_THROW((void)read_toml_file(folder.path() / "large"), DocumentError);
  std::filesystem::resize_file(folder.path() / "large", most_toml_bytes - 1);
  EXPECT_EQ(read_toml_file(folder.path() / "large").size(), most_toml_bytes - 1);
}

}  // namespace
}  // namespace greenbench
