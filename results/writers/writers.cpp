#include "results/writers/writers.hpp"

#include <algorithm>
#include <array>

namespace greenbench {

// One function per file in writers/. A new format is one more file and one more row of the table.
std::string write_terminal(const Report& report, const Run& run, const WriteOptions& options);
std::string write_markdown(const Report& report, const Run& run, const WriteOptions& options);
std::string write_html(const Report& report, const Run& run, const WriteOptions& options);
std::string write_json(const Report& report, const Run& run, const WriteOptions& options);
std::string write_csv(const Report& report, const Run& run, const WriteOptions& options);
std::string write_google_benchmark_json(const Report& report, const Run& run, const WriteOptions& options);
std::string write_pyperf_json(const Report& report, const Run& run, const WriteOptions& options);
std::string write_benchstat(const Report& report, const Run& run, const WriteOptions& options);
std::string write_bencher(const Report& report, const Run& run, const WriteOptions& options);
std::string write_openmetrics(const Report& report, const Run& run, const WriteOptions& options);
std::string write_emissions_csv(const Report& report, const Run& run, const WriteOptions& options);

namespace {

constexpr std::array table{
    Writer{"terminal", "a table per hotspot, for people", write_terminal},
    Writer{"markdown", "the whole report as a document: report.md", write_markdown},
    Writer{"html", "the whole report as one page with charts, for a browser: report.html", write_html},
    Writer{"json", "run.json: plan, machine, summaries and comparisons, without samples", write_json},
    Writer{"csv", "samples.csv: one row per repetition", write_csv},
    Writer{"google-benchmark-json", "for Google Benchmark's compare.py", write_google_benchmark_json},
    Writer{"pyperf-json", "for pyperf compare_to: seconds only, joules as metadata", write_pyperf_json},
    Writer{"benchstat", "Go's benchmark format", write_benchstat},
    Writer{"bencher", "Bencher Metric Format, JSON", write_bencher},
    Writer{"openmetrics", "OpenMetrics text, for Prometheus", write_openmetrics},
    Writer{"emissions-csv", "the columns of CodeCarbon's emissions.csv", write_emissions_csv},
};

}  // namespace

std::span<const Writer> writers() {
  return table;
}

const Writer* find_writer(std::string_view name) {
  const auto found = std::ranges::find(table, name, &Writer::name);
  return found == table.end() ? nullptr : &*found;
}

}  // namespace greenbench
