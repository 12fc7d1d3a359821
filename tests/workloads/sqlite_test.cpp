#include "workloads/database/sqlite.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

#include "tests/workloads/python_fixture.hpp"
#include "workloads/database/sample_database.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

class Sqlite : public ::testing::Test {
 protected:
  Sqlite() { connection_.execute("CREATE TABLE numbers (n INTEGER, name TEXT)"); }

  void insert(std::int64_t number, std::string_view name) {
    Statement statement = connection_.prepare("INSERT INTO numbers VALUES (?, ?)");
    statement.bind(1, number);
    statement.bind(2, name);
    EXPECT_FALSE(statement.step());
  }

  ScratchFolder folder_;
  Connection connection_{folder_.path() / "test.sqlite3", Connection::Access::write};
};

std::vector<std::int64_t> rest_of(Statement& statement) {
  std::vector<std::int64_t> numbers;
  while (statement.step()) numbers.push_back(statement.integer(0));
  return numbers;
}

TEST_F(Sqlite, GivesBackWhatWasWritten) {
  insert(7, "seven");
  insert(-1, std::string_view{"a\0b", 3});
  Statement rows = connection_.prepare("SELECT n, name FROM numbers ORDER BY n DESC");
  ASSERT_TRUE(rows.step());
  EXPECT_EQ(rows.integer(0), 7);
  EXPECT_EQ(rows.text(1), "seven");
  ASSERT_TRUE(rows.step());
  EXPECT_EQ(rows.integer(0), -1);
  EXPECT_EQ(rows.text(1), std::string_view("a\0b", 3));
  EXPECT_FALSE(rows.step());
}

TEST_F(Sqlite, AStatementRunsAgainAfterItsLastRow) {
  insert(1, "one");
  insert(2, "two");
  Statement rows = connection_.prepare("SELECT n FROM numbers ORDER BY n");
  EXPECT_THAT(rest_of(rows), ElementsAre(1, 2));
  EXPECT_THAT(rest_of(rows), ElementsAre(1, 2));
}

TEST_F(Sqlite, AStatementThatIsResetBeginsAnew) {
  insert(1, "one");
  insert(2, "two");
  Statement rows = connection_.prepare("SELECT n FROM numbers WHERE n >= ? ORDER BY n");
  rows.bind(1, 1);
  ASSERT_TRUE(rows.step());
  rows.reset();
  rows.bind(1, 2);
  EXPECT_THAT(rest_of(rows), ElementsAre(2));
}

TEST_F(Sqlite, NothingIsAnEmptyText) {
  Statement row = connection_.prepare("SELECT NULL");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.text(0), "");
}

TEST_F(Sqlite, SaysWhatIsWrong) {
  EXPECT_THAT([&] { static_cast<void>(connection_.prepare("SELECT n FROM letters")); },
              ThrowsMessage<std::runtime_error>(HasSubstr("no such table: letters")));
  EXPECT_THAT([&] { connection_.execute("CREATE TABLE numbers (n)"); },
              ThrowsMessage<std::runtime_error>(HasSubstr("already exists")));
  EXPECT_THAT([&] { connection_.prepare("SELECT ?").bind(2, 1); },
              ThrowsMessage<std::runtime_error>(HasSubstr("out of range")));
  const auto open_missing = [&] { const Connection missing(folder_.path() / "file", Connection::Access::read); };
  EXPECT_THAT(open_missing, ThrowsMessage<std::runtime_error>(HasSubstr("unable to open")));
}

TEST_F(Sqlite, AnErrorWhileItRunsIsNotTheEnd) {
  insert(INT64_MAX, "most");
  insert(1, "one");
  Statement sum = connection_.prepare("SELECT sum(n) FROM numbers");
  EXPECT_THAT([&] { static_cast<void>(sum.step()); }, ThrowsMessage<std::runtime_error>(HasSubstr("integer overflow")));
}

TEST(SampleDatabase, HasTheRowsAskedFor) {
  const ScratchFolder folder;
  write_sample_database(folder.path(), SampleTables::stories, 27);
  Connection stories = open_sample_database(folder.path());
  Statement row = stories.prepare("SELECT length(body), substr(body, 1, 3) FROM stories WHERE id = 27");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.integer(0), 2048);
  EXPECT_EQ(row.text(1), "bcd");  // 27 is one letter past the whole alphabet
}

TEST(SampleDatabase, CannotBeChangedByWhoReadsIt) {
  const ScratchFolder folder;
  write_sample_database(folder.path(), SampleTables::orders, 1);
  Connection orders = open_sample_database(folder.path());
  EXPECT_THAT([&] { orders.execute("DELETE FROM orders"); }, ThrowsMessage<std::runtime_error>(HasSubstr("readonly")));
}

}  // namespace
}  // namespace greenbench
