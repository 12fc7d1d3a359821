#include "workloads/database/sqlite.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace greenbench {
namespace {

void check(sqlite3* database, int code) {
  if (code != SQLITE_OK) throw std::runtime_error{fmt::format("SQLite: {}", sqlite3_errmsg(database))};
}

}  // namespace

Statement::Statement(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  check(database, sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr));
  statement_.reset(statement);
}

void Statement::bind(int position, std::int64_t value) {
  check(sqlite3_db_handle(statement_.get()), sqlite3_bind_int64(statement_.get(), position, value));
}

void Statement::bind(int position, std::string_view text) {
  check(sqlite3_db_handle(statement_.get()),
        sqlite3_bind_text(statement_.get(), position, text.data(), static_cast<int>(text.size()), SQLITE_STATIC));
}

bool Statement::step() {
  if (sqlite3_step(statement_.get()) == SQLITE_ROW) return true;
  check(sqlite3_db_handle(statement_.get()), sqlite3_reset(statement_.get()));
  return false;
}

std::string_view Statement::text(int column) {
  // The text first, its length second: asking for a text may convert the value and change its length.
  const auto* bytes = sqlite3_column_text(statement_.get(), column);
  const auto length = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? std::string_view{} : std::string_view{reinterpret_cast<const char*>(bytes), length};
}

Connection::Connection(const std::filesystem::path& file, Access access) {
  sqlite3* database = nullptr;
  const int flags = access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(file.c_str(), &database, flags, nullptr);
  database_.reset(database);  // SQLite wants it closed also when it could not be opened
  check(database, code);
}

void Connection::execute(const std::string& sql) {
  check(database_.get(), sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

}  // namespace greenbench
