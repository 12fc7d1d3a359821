#include "workloads/database/sample_database.hpp"

#include <fmt/format.h>

#include <string>

namespace greenbench {
namespace {

constexpr std::int64_t body_bytes = 2048;

// Prime, so that the remainders run through all values in an order that is not sorted.
constexpr std::int64_t stride = 7919;

void write_authors_and_articles(Connection& connection, std::int64_t size) {
  connection.execute(
      "CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
      "CREATE TABLE articles (id INTEGER PRIMARY KEY, title TEXT NOT NULL,"
      " author_id INTEGER NOT NULL REFERENCES authors (id));");
  const std::int64_t authors = (size + 9) / 10;
  Statement author = connection.prepare("INSERT INTO authors VALUES (?, ?)");
  for (std::int64_t id = 1; id <= authors; ++id) {
    const std::string name = fmt::format("Author {}", id);
    author.bind(1, id);
    author.bind(2, name);
    static_cast<void>(author.step());
  }
  Statement article = connection.prepare("INSERT INTO articles VALUES (?, ?, ?)");
  for (std::int64_t id = 1; id <= size; ++id) {
    const std::string title = fmt::format("Article {}", id);
    article.bind(1, id);
    article.bind(2, title);
    article.bind(3, 1 + id * stride % authors);
    static_cast<void>(article.step());
  }
}

void write_stories(Connection& connection, std::int64_t size) {
  connection.execute(
      "CREATE TABLE stories (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL,"
      " views INTEGER NOT NULL);");
  std::string letters;
  for (std::int64_t i = 0; i < body_bytes + 26; ++i) letters += static_cast<char>('a' + i % 26);
  Statement story = connection.prepare("INSERT INTO stories VALUES (?, ?, ?, ?)");
  for (std::int64_t id = 1; id <= size; ++id) {
    const std::string title = fmt::format("Story {}", id);
    story.bind(1, id);
    story.bind(2, title);
    story.bind(3, std::string_view{letters}.substr(static_cast<std::size_t>(id % 26), body_bytes));
    story.bind(4, id * stride % 100'000);
    static_cast<void>(story.step());
  }
}

void write_orders(Connection& connection, std::int64_t size) {
  connection.execute(
      "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, amount_cents INTEGER NOT NULL);");
  Statement order = connection.prepare("INSERT INTO orders VALUES (?, ?, ?)");
  for (std::int64_t id = 1; id <= size; ++id) {
    order.bind(1, id);
    order.bind(2, 1 + id * 31 % 1000);
    order.bind(3, 100 + id * stride % 50'000);
    static_cast<void>(order.step());
  }
}

void write_tables(Connection& connection, SampleTables tables, std::int64_t size) {
  switch (tables) {
    case SampleTables::authors_and_articles:
      return write_authors_and_articles(connection, size);
    case SampleTables::stories:
      return write_stories(connection, size);
    case SampleTables::orders:
      return write_orders(connection, size);
  }
}

std::filesystem::path file_in(const std::filesystem::path& folder) {
  return folder / "rows.sqlite3";
}

}  // namespace

void write_sample_database(const std::filesystem::path& folder, SampleTables tables, std::uint64_t size) {
  Connection connection{file_in(folder), Connection::Access::write};
  // The file is thrown away with its run: nobody needs it to survive a loss of power.
  connection.execute("PRAGMA synchronous = OFF; BEGIN;");
  write_tables(connection, tables, static_cast<std::int64_t>(size));
  connection.execute("COMMIT;");
}

Connection open_sample_database(const std::filesystem::path& folder) {
  return Connection{file_in(folder), Connection::Access::read};
}

}  // namespace greenbench
