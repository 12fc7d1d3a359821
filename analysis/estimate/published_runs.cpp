#include "analysis/estimate/published_runs.hpp"

#include <sstream>

#include "results/files/csv_table.hpp"

namespace greenbench {

std::vector<PublishedRun> read_published_runs(std::istream& rows, const std::string& file) {
  CsvTable table{rows, file};
  const std::size_t program = table.column("program");
  const std::size_t implementation = table.column("implementation");
  const std::size_t runs = table.column("runs");
  const std::size_t wall = table.column("wall_seconds");
  const std::size_t cpu = table.column("cpu_seconds");
  const std::size_t joules = table.column("joules");
  std::vector<PublishedRun> result;
  while (table.next_row()) {
    result.push_back({.program = std::string{table.text(program)},
                      .implementation = std::string{table.text(implementation)},
                      .runs = table.small_count(runs),
                      .wall_seconds = table.number(wall),
                      .cpu_seconds = table.number(cpu),
                      .joules = table.number(joules)});
  }
  return result;
}

std::vector<PublishedRun> published_runs() {
  std::stringstream rows;
  for (const std::string_view line : published_runs_lines()) rows << line << '\n';
  return read_published_runs(rows, "published_runs.csv");
}

}  // namespace greenbench
