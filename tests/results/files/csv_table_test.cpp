#include "results/files/csv_table.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <sstream>

#include "results/model/document_error.hpp"

namespace greenbench {
namespace {

std::string csv_error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "no error";
}

std::string header_error_of(const std::string& csv) {
  std::istringstream text{csv};
  return csv_error_of([&] { CsvTable{text, "t.csv"}; });
}

TEST(CsvTable, ReadsCellsByColumnName) {
  std::istringstream text{"b,a\n1,2\n3,4\n"};
  CsvTable table{text, "t.csv"};
  const std::size_t a = table.column("a");
  ASSERT_TRUE(table.next_row());
  EXPECT_EQ(table.count(a), 2U);
  ASSERT_TRUE(table.next_row());
  EXPECT_EQ(table.number(table.column("b")), 3.0);
  EXPECT_FALSE(table.next_row());
}

TEST(CsvTable, ReadsQuotedCells) {
  std::istringstream text{"a,b\n\"1,5\",\"say \"\"x\"\"\nnow\"\n,\"\"\n"};
  CsvTable table{text, "t.csv"};
  ASSERT_TRUE(table.next_row());
  EXPECT_EQ(table.text(0), "1,5");
  EXPECT_EQ(table.text(1), "say \"x\"\nnow");
  ASSERT_TRUE(table.next_row());
  EXPECT_TRUE(table.empty(0));
  EXPECT_TRUE(table.empty(1));
}

TEST(CsvTable, TakesWhatSpreadsheetsWrite) {
  std::istringstream text{
      "\xEF\xBB\xBF"
      "a,b\r\n1,\"2\"\r\n\r\n3,4"};
  CsvTable table{text, "t.csv"};
  ASSERT_TRUE(table.next_row());
  EXPECT_EQ(table.text(table.column("a")), "1");
  EXPECT_EQ(table.text(table.column("b")), "2");
  ASSERT_TRUE(table.next_row());
  EXPECT_EQ(table.text(1), "4");
  EXPECT_FALSE(table.next_row());
}

TEST(CsvTable, CountsLinesInsideQuotedCells) {
  std::istringstream text{"a,b\n\"one\ntwo\",1\nx,y\n"};
  CsvTable table{text, "t.csv"};
  ASSERT_TRUE(table.next_row());
  ASSERT_TRUE(table.next_row());
  EXPECT_EQ(csv_error_of([&] { (void)table.number(1); }), "t.csv:4: b: expected a number, found \"y\"");
}

TEST(CsvTable, NamesFileLineAndColumnOfEveryError) {
  std::istringstream text{"a,b,c\n-1,nan,\n1,2\n"};
  CsvTable table{text, "t.csv"};
  ASSERT_TRUE(table.next_row());
  EXPECT_EQ(csv_error_of([&] { (void)table.count(0); }), "t.csv:2: a: expected a whole number from 0, found \"-1\"");
  EXPECT_EQ(csv_error_of([&] { (void)table.number(1); }), "t.csv:2: b: expected a number, found \"nan\"");
  EXPECT_EQ(csv_error_of([&] { (void)table.number(2); }), "t.csv:2: c: expected a number, found an empty cell");
  EXPECT_EQ(csv_error_of([&] { (void)table.column("d"); }), "t.csv:1: the column d is missing");
  EXPECT_EQ(csv_error_of([&] { (void)table.next_row(); }), "t.csv:3: expected 3 cells as in the header, found 2");
}

TEST(CsvTable, RefusesWhatIsNoCsv) {
  EXPECT_EQ(header_error_of(""), "t.csv:1: the file is empty: expected a header line");
  EXPECT_EQ(header_error_of("a,a\n"), "t.csv:1: the column a stands twice");
  EXPECT_EQ(header_error_of("a,\"b\n"), "t.csv:1: a quoted cell has no closing quote");
  EXPECT_EQ(header_error_of("a,\"b\"c\n"), "t.csv:1: text after the closing quote of cell 2");
}

TEST(CsvTable, RefusesLongLinesCellsAndHeaders) {
  const std::string line(1'000'000, 'x');
  EXPECT_EQ(header_error_of(line), "no error");
  EXPECT_EQ(header_error_of("a\n" + line + "xx\n"), "no error") << "the header alone was read";
  EXPECT_EQ(header_error_of(line + "xx\n"), "t.csv:1: a line of more than 1000000 bytes");
  EXPECT_EQ(header_error_of("\"" + line.substr(1) + "\n" + line.substr(1) + "\""),
            "t.csv:1: a cell of more than 1000000 bytes");
  std::string columns = "0";
  for (int i = 1; i < 2000; ++i) columns += "," + std::to_string(i);
  EXPECT_EQ(header_error_of(columns), "no error");
  EXPECT_EQ(header_error_of(columns + ",x"), "t.csv:1: more than 2000 columns");
}

TEST(CsvTable, RefusesNumbersThatNothingMeasures) {
  std::istringstream text{"a,b\n1e31,5e-324\n"};
  CsvTable table{text, "t.csv"};
  ASSERT_TRUE(table.next_row());
  EXPECT_EQ(csv_error_of([&] { (void)table.number(0); }),
            "t.csv:2: a: expected 0 or a number from 1e-30 to 1e+30, found 1e+31");
  EXPECT_THROW((void)table.number(1), DocumentError);
}

TEST(CsvTable, LeavesQuotesInsidePlainCellsAlone) {
  std::istringstream text{"\xEF\xBB\xBF\"a\",b\n5\",6\n7,\"8\"\r\n9,\"1\r\n0\"\r\n"};
  CsvTable table{text, "t.csv"};
  EXPECT_EQ(table.column("a"), 0U);
  ASSERT_TRUE(table.next_row());
  EXPECT_EQ(table.text(0), "5\"");
  ASSERT_TRUE(table.next_row());
  EXPECT_EQ(table.text(1), "8");
  ASSERT_TRUE(table.next_row());
  EXPECT_EQ(table.text(1), "1\r\n0");
  EXPECT_FALSE(table.next_row());
}

TEST(CsvTable, ReadsNumbersWholeOrNotAtAll) {
  std::istringstream text{"a\n1.5x\n0x10\n4294967296\n1e-05\n"};
  CsvTable table{text, "t.csv"};
  ASSERT_TRUE(table.next_row());
  EXPECT_THROW((void)table.number(0), DocumentError);
  ASSERT_TRUE(table.next_row());
  EXPECT_THROW((void)table.number(0), DocumentError);
  ASSERT_TRUE(table.next_row());
  EXPECT_THROW((void)table.small_count(0), DocumentError);
  EXPECT_EQ(table.count(0), 4294967296U);
  ASSERT_TRUE(table.next_row());
  EXPECT_EQ(table.number(0), 1e-05);
}

TEST(CsvCell, IsQuotedOnlyWhenItHasToBe) {
  EXPECT_EQ(csv_cell("plain text"), "plain text");
  EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_cell("say \"x\""), "\"say \"\"x\"\"\"");
  EXPECT_EQ(csv_cell("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(csv_cell(""), "");
}

TEST(CsvCell, KeepsASpreadsheetFromRunningText) {
  EXPECT_EQ(csv_cell("=1+2"), "'=1+2");
  EXPECT_EQ(csv_cell("=HYPERLINK(\"x\",1)"), "\"'=HYPERLINK(\"\"x\"\",1)\"");
  EXPECT_EQ(csv_cell("+a"), "'+a");
  EXPECT_EQ(csv_cell("-a"), "'-a");
  EXPECT_EQ(csv_cell("@a"), "'@a");
  EXPECT_EQ(csv_cell("\t=a"), "'\t=a");
  EXPECT_EQ(csv_cell("\r=a"), "\"'\r=a\"");
  EXPECT_EQ(csv_cell("a=b"), "a=b");
  EXPECT_EQ(csv_cell("'a'"), "'a'");
}

TEST(CsvCell, LeavesNumbersAlone) {
  for (const std::string number : {"-1", "-1.5e-05", "0", "12.5"}) EXPECT_EQ(csv_cell(number), number);
}

TEST(CsvCell, IsReadBackAsItWas) {
  for (const std::string text : {"=1", "'=1", "''=1", "'", "''", "'a", "-", "\t", "-5", "a,=b", "\n=x"}) {
    std::istringstream file{"name\n" + csv_cell(text) + "\n"};
    CsvTable table{file, "t.csv"};
    ASSERT_TRUE(table.next_row()) << text;
    EXPECT_EQ(table.text(0), text);
  }
}

}  // namespace
}  // namespace greenbench
