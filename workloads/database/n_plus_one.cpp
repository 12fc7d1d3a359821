// database/n_plus_one in C++: articles with the names of their authors, by one statement or by many.
#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "workloads/database/sample_database.hpp"
#include "workloads/native.hpp"

namespace greenbench {

NativeHotspot database_n_plus_one();

namespace {

/// What a list of articles shows.
struct Line {
  std::string title;
  std::string author;
};

Answer to_answer(const Line& line) {
  return {AnswerList{{line.title}, {line.author}}};
}

/// Statements whose text is fixed are prepared once and reset, as Python's module does through its cache.
class AuthorsOfArticles {
 public:
  static void prepare(const std::filesystem::path& folder, std::uint64_t size) {
    write_sample_database(folder, SampleTables::authors_and_articles, size);
  }
  AuthorsOfArticles(std::uint64_t /*size*/, const Surroundings& surroundings)
      : database_(open_sample_database(surroundings.prepared.value())),
        articles_(database_.prepare("SELECT title, author_id FROM articles ORDER BY id")),
        author_(database_.prepare("SELECT name FROM authors WHERE id = ?")),
        joined_(database_.prepare("SELECT articles.title, authors.name FROM articles"
                                  " JOIN authors ON authors.id = articles.author_id"
                                  " ORDER BY articles.id")) {}

  std::vector<Line> n_plus_one() const;
  std::vector<Line> join() const;
  std::vector<Line> two_queries() const;

 private:
  [[nodiscard]] std::unordered_map<std::int64_t, std::string> names(const std::vector<std::int64_t>& ids) const;

  // Running a statement moves it, and leaves the rows as they were.
  mutable Connection database_;
  mutable Statement articles_;
  mutable Statement author_;
  mutable Statement joined_;
};

std::vector<Line> AuthorsOfArticles::n_plus_one() const {
  std::vector<Line> lines;
  while (articles_.step()) {
    author_.bind(1, articles_.integer(1));
    if (author_.step()) lines.push_back({std::string{articles_.text(0)}, std::string{author_.text(0)}});
    author_.reset();
  }
  return lines;
}

std::vector<Line> AuthorsOfArticles::join() const {
  std::vector<Line> lines;
  while (joined_.step()) lines.push_back({std::string{joined_.text(0)}, std::string{joined_.text(1)}});
  return lines;
}

/// The text depends on how many there are, so that this statement is prepared each time.
std::unordered_map<std::int64_t, std::string> AuthorsOfArticles::names(const std::vector<std::int64_t>& ids) const {
  std::string marks = "?";
  for (std::size_t i = 1; i < ids.size(); ++i) marks += ",?";
  Statement authors = database_.prepare("SELECT id, name FROM authors WHERE id IN (" + marks + ")");
  for (std::size_t i = 0; i < ids.size(); ++i) authors.bind(static_cast<int>(i + 1), ids[i]);
  std::unordered_map<std::int64_t, std::string> found;
  while (authors.step()) found.emplace(authors.integer(0), authors.text(1));
  return found;
}

std::vector<Line> AuthorsOfArticles::two_queries() const {
  std::vector<std::pair<std::string, std::int64_t>> articles;
  while (articles_.step()) articles.emplace_back(articles_.text(0), articles_.integer(1));
  std::vector<std::int64_t> ids;
  for (const auto& [title, author] : articles) ids.push_back(author);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const auto found = names(ids);
  std::vector<Line> lines;
  for (auto& [title, author] : articles) lines.push_back({std::move(title), found.at(author)});
  return lines;
}

}  // namespace

NativeHotspot database_n_plus_one() {
  return native_hotspot<AuthorsOfArticles>(
      {.id = "database/n_plus_one",
       .description = "Articles are listed with the names of their authors, by one query for each article or for all. "
                      "An object-relational mapper runs the many queries unless it is told otherwise.",
       .default_size = 5'000,
       .article_size = 500,
       .sizes = {10, 100, 500, 5'000, 10'000}},
      native_baseline("n_plus_one", &AuthorsOfArticles::n_plus_one), native_variant("join", &AuthorsOfArticles::join),
      native_variant("two_queries", &AuthorsOfArticles::two_queries,
                     {300'000, "SQLite takes 32,766 parameters, one for each author"}));
}

}  // namespace greenbench
