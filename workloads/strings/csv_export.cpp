// strings/csv_export in C++: four ways to write rows as CSV lines.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "workloads/native.hpp"

namespace greenbench {
namespace {

/// Numbers are integers and names hold no comma or quote, so that every way of writing them gives the same bytes.
struct Row {
  std::int64_t id;
  std::string name;
  std::int64_t value;
};

}  // namespace
}  // namespace greenbench

/// How fmt::join writes one row.
template <>
struct fmt::formatter<greenbench::Row> {
  static constexpr auto parse(format_parse_context& context) { return context.begin(); }
  template <typename Context>
  auto format(const greenbench::Row& row, Context& context) const {
    return fmt::format_to(context.out(), "{},{},{}", row.id, row.name, row.value);
  }
};

namespace greenbench {

NativeHotspot strings_csv_export();

namespace {

class CsvExport {
 public:
  explicit CsvExport(std::uint64_t size) {
    rows_.reserve(size);
    for (std::int64_t id = 0; id < static_cast<std::int64_t>(size); ++id)
      rows_.push_back({id, fmt::format("item {}", id), id * 7919 % 100'000});
  }

  std::string ostringstream() const;
  std::string append() const;
  std::string fmt_format_to() const;
  std::string fmt_join() const;

 private:
  std::vector<Row> rows_;
};

std::string CsvExport::ostringstream() const {
  std::ostringstream stream;
  for (const Row& row : rows_) stream << row.id << ',' << row.name << ',' << row.value << '\n';
  return stream.str();
}

std::string CsvExport::append() const {
  std::string text;
  for (const Row& row : rows_) {
    text += std::to_string(row.id);
    text += ',';
    text += row.name;
    text += ',';
    text += std::to_string(row.value);
    text += '\n';
  }
  return text;
}

std::string CsvExport::fmt_format_to() const {
  std::string text;
  for (const Row& row : rows_) fmt::format_to(std::back_inserter(text), "{},{},{}\n", row.id, row.name, row.value);
  return text;
}

std::string CsvExport::fmt_join() const {
  return fmt::format("{}\n", fmt::join(rows_, "\n"));
}

}  // namespace

NativeHotspot strings_csv_export() {
  return native_hotspot<CsvExport>(
      {.id = "strings/csv_export",
       .description = "Rows with an id, a name and a value become the lines of a CSV document. "
                      "Reporting jobs write millions of such lines, so that the way of writing one adds up.",
       .default_size = 20'000,
       .article_size = 100'000,
       .sizes = {100, 1'000, 10'000, 100'000}},
      native_baseline("ostringstream", &CsvExport::ostringstream), native_variant("append", &CsvExport::append),
      native_variant("fmt_format_to", &CsvExport::fmt_format_to), native_variant("fmt_join", &CsvExport::fmt_join));
}

}  // namespace greenbench
