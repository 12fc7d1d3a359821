// SQLite's C interface with owners: a database file and the statements prepared for it.
//
//   Connection connection{path, Connection::Access::read};
//   Statement names = connection.prepare("SELECT name FROM authors WHERE id = ?");
//   names.bind(1, 7); while (names.step()) use(names.text(0));
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace greenbench {

/// A prepared statement. It is reset when it has given its last row, so that it can be run again at once; a caller
/// that stops earlier resets it. Must not outlive its connection. Every error throws std::runtime_error with SQLite's
/// text.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  /// Positions count from 1, as SQLite's do. A bound text must live until the statement is reset.
  void bind(int position, std::int64_t value);
  void bind(int position, std::string_view text);

  /// Goes on to the next row; false when there is none.
  [[nodiscard]] bool step();
  void reset() { sqlite3_reset(statement_.get()); }

  /// Columns count from 0. A text is valid until the next step.
  [[nodiscard]] std::int64_t integer(int column) { return sqlite3_column_int64(statement_.get(), column); }
  [[nodiscard]] std::string_view text(int column);

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// An open database file. SQLite's own settings throughout: those are what Python's module and Django use too.
class Connection {
 public:
  /// With `write` a missing file is made.
  enum class Access { read, write };
  Connection(const std::filesystem::path& file, Access access);

  /// Runs statements that give no rows.
  void execute(const std::string& sql);
  [[nodiscard]] Statement prepare(std::string_view sql) { return {database_.get(), sql}; }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace greenbench
