// database/columns in C++: all columns of a row or those that are needed.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "workloads/database/sample_database.hpp"
#include "workloads/native.hpp"

namespace greenbench {

NativeHotspot database_columns();

namespace {

/// A whole row, as code that selects everything gets it.
struct Story {
  std::int64_t id;
  std::string title;
  std::string body;
  std::int64_t views;
};

/// What the list shows.
struct Entry {
  std::int64_t id;
  std::string title;
  std::int64_t views;
};

Answer to_answer(const Entry& entry) {
  return {AnswerList{{entry.id}, {entry.title}, {entry.views}}};
}

class Columns {
 public:
  static void prepare(const std::filesystem::path& folder, std::uint64_t size) {
    write_sample_database(folder, SampleTables::stories, size);
  }
  Columns(std::uint64_t /*size*/, const Surroundings& surroundings)
      : database_(open_sample_database(surroundings.prepared.value())),
        everything_(database_.prepare("SELECT * FROM stories ORDER BY id")),
        needed_(database_.prepare("SELECT id, title, views FROM stories ORDER BY id")) {}

  std::vector<Entry> select_star() const;
  std::vector<Entry> select_needed() const;

 private:
  // Running a statement moves it, and leaves the rows as they were.
  mutable Connection database_;
  mutable Statement everything_;
  mutable Statement needed_;
};

Story whole_row(Statement& row) {
  return {row.integer(0), std::string{row.text(1)}, std::string{row.text(2)}, row.integer(3)};
}

std::vector<Entry> Columns::select_star() const {
  std::vector<Entry> entries;
  while (everything_.step()) {
    Story story = whole_row(everything_);
    entries.push_back({story.id, std::move(story.title), story.views});
  }
  return entries;
}

std::vector<Entry> Columns::select_needed() const {
  std::vector<Entry> entries;
  while (needed_.step()) entries.push_back({needed_.integer(0), std::string{needed_.text(1)}, needed_.integer(2)});
  return entries;
}

}  // namespace

NativeHotspot database_columns() {
  return native_hotspot<Columns>(
      {.id = "database/columns",
       .description = "Articles are listed by title, with or without reading their text of two kilobytes. "
                      "What is read and not used is copied all the same.",
       .default_size = 5'000,
       .article_size = 10'000,
       .sizes = {10, 100, 1'000, 10'000}},
      native_baseline("select_star", &Columns::select_star), native_variant("select_needed", &Columns::select_needed));
}

}  // namespace greenbench
