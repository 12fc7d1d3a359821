// The rows that the database suite reads, the same as sample_rows.py makes, in a file below the temporary folder.
//
//   SampleDatabase database{SampleDatabase::Tables::orders, 100'000};
//   Statement amounts = database.connection().prepare("SELECT amount_cents FROM orders");
//   // the destructor removes the file
#pragma once

#include <cstdint>
#include <filesystem>

#include "workloads/database/sqlite.hpp"

namespace greenbench {

class SampleDatabase {
 public:
  /// authors_and_articles: `size` articles, ten of each author. stories: articles with a text of 2,048 bytes.
  enum class Tables { authors_and_articles, stories, orders };

  /// Writes the file and opens it anew, so that nothing of the writing is left in SQLite's cache.
  SampleDatabase(Tables tables, std::uint64_t size);

  [[nodiscard]] Connection& connection() { return connection_; }

 private:
  /// Removes the folder after the connection is closed.
  class Folder {
   public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::filesystem::path file() const { return path_ / "rows.sqlite3"; }

   private:
    std::filesystem::path path_;
  };
  static Connection filled(const std::filesystem::path& file, Tables tables, std::uint64_t size);

  Folder folder_;
  Connection connection_;
};

}  // namespace greenbench
