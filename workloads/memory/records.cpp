// memory/records in C++: three ways to hold an id, a value and a label.
#include <cstdint>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "workloads/native.hpp"

namespace greenbench {

NativeHotspot memory_records();

namespace {

struct Record {
  std::int64_t id;
  double value;
  std::string label;
};

/// What all records hold together.
struct Totals {
  std::int64_t ids = 0;
  double values = 0.0;
  std::int64_t characters = 0;
};

Answer to_answer(const Totals& totals) {
  return {AnswerList{Answer{totals.ids}, Answer{totals.values}, Answer{totals.characters}}};
}

class Records {
 public:
  explicit Records(std::uint64_t size) {
    rows_.reserve(size);
    for (std::int64_t number = 0; number < static_cast<std::int64_t>(size); ++number)
      rows_.push_back({number, static_cast<double>(number) * 0.5, "item " + std::to_string(number)});
  }

  Totals map_of_variants() const;
  Totals structure() const;
  Totals struct_of_arrays() const;

 private:
  std::vector<Record> rows_;  ///< the fields, of which each variant makes records of its own
};

/// The nearest thing to a list of dictionaries.
Totals Records::map_of_variants() const {
  using Field = std::variant<std::int64_t, double, std::string>;
  std::vector<std::unordered_map<std::string, Field>> records;
  records.reserve(rows_.size());
  for (const Record& row : rows_) records.push_back({{"id", row.id}, {"value", row.value}, {"label", row.label}});
  Totals totals;
  for (const auto& record : records) totals.ids += std::get<std::int64_t>(record.at("id"));
  for (const auto& record : records) totals.values += std::get<double>(record.at("value"));
  for (const auto& record : records) totals.characters += std::ssize(std::get<std::string>(record.at("label")));
  return totals;
}

Totals Records::structure() const {
  std::vector<Record> records;
  records.reserve(rows_.size());
  for (const Record& row : rows_) records.push_back({row.id, row.value, row.label});
  Totals totals;
  for (const Record& record : records) totals.ids += record.id;
  for (const Record& record : records) totals.values += record.value;
  for (const Record& record : records) totals.characters += std::ssize(record.label);
  return totals;
}

Totals Records::struct_of_arrays() const {
  struct Columns {
    std::vector<std::int64_t> ids;
    std::vector<double> values;
    std::vector<std::string> labels;
  } records;
  records.ids.reserve(rows_.size());
  records.values.reserve(rows_.size());
  records.labels.reserve(rows_.size());
  for (const Record& row : rows_) {
    records.ids.push_back(row.id);
    records.values.push_back(row.value);
    records.labels.push_back(row.label);
  }
  Totals totals;
  for (const std::int64_t id : records.ids) totals.ids += id;
  for (const double value : records.values) totals.values += value;
  for (const std::string& label : records.labels) totals.characters += std::ssize(label);
  return totals;
}

}  // namespace

NativeHotspot memory_records() {
  return native_hotspot<Records>(
      {.id = "memory/records",
       .description = "Records with an id, a value and a label are made, their fields added up, and all of them freed. "
                      "Programs hold their data in such objects, and slots are said to make them cheaper than "
                      "dictionaries.",
       .default_size = 30'000,
       .article_size = 300'000,
       .sizes = {100, 1'000, 10'000, 100'000, 300'000, 1'000'000}},
      native_baseline("map_of_variants", &Records::map_of_variants), native_variant("struct", &Records::structure),
      native_variant("struct_of_arrays", &Records::struct_of_arrays));
}

}  // namespace greenbench
