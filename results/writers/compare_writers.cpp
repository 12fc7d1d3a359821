#include "results/writers/compare_writers.hpp"

#include <algorithm>
#include <array>

namespace greenbench {

// One function per file in writers/. A new format is one more file and one more row of the table.
std::string write_comparison_terminal(const RunComparison& comparison, const WriteOptions& options);
std::string write_comparison_markdown(const RunComparison& comparison, const WriteOptions& options);
std::string write_comparison_json(const RunComparison& comparison, const WriteOptions& options);

namespace {

constexpr std::array table{
    CompareWriter{"terminal", write_comparison_terminal},
    CompareWriter{"markdown", write_comparison_markdown},
    CompareWriter{"json", write_comparison_json},
};

}  // namespace

std::span<const CompareWriter> compare_writers() {
  return table;
}

const CompareWriter* find_compare_writer(std::string_view name) {
  const auto found = std::ranges::find(table, name, &CompareWriter::name);
  return found == table.end() ? nullptr : &*found;
}

}  // namespace greenbench
