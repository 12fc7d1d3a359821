#include "results/writers/writers.hpp"

#include <algorithm>
#include <array>

#include "results/files/run_document.hpp"
#include "results/files/samples_csv.hpp"

namespace greenbench {

// One function per file. A new format is one more file and one more row of a table.
std::string write_terminal(const Report& report, const Run& run, const WriteOptions& options);
std::string write_markdown(const Report& report, const Run& run, const WriteOptions& options);
std::string write_html(const Report& report, const Run& run, const WriteOptions& options);
std::string write_google_benchmark_json(const Report& report, const Run& run, const WriteOptions& options);
std::string write_pyperf_json(const Report& report, const Run& run, const WriteOptions& options);
std::string write_hyperfine_json(const Report& report, const Run& run, const WriteOptions& options);
std::string write_benchstat(const Report& report, const Run& run, const WriteOptions& options);
std::string write_bencher(const Report& report, const Run& run, const WriteOptions& options);
std::string write_openmetrics(const Report& report, const Run& run, const WriteOptions& options);

std::string write_comparison_terminal(const RunComparison& comparison, const WriteOptions& options);
std::string write_comparison_markdown(const RunComparison& comparison, const WriteOptions& options);
std::string write_comparison_json(const RunComparison& comparison, const WriteOptions& options);

std::string write_claims_terminal(const ClaimsReport& report, const WriteOptions& options);
std::string write_claims_markdown(const ClaimsReport& report, const WriteOptions& options);
std::string write_claims_json(const ClaimsReport& report, const WriteOptions& options);
std::string write_claims_junit(const ClaimsReport& report, const WriteOptions& options);

namespace {

/// The bytes of run.json, whose shape results/schemas/run.schema.json describes.
std::string write_json(const Report& report, const Run& run, const WriteOptions& /*options*/) {
  return run_document(report, run);
}

/// The bytes of samples.csv, one row per repetition.
std::string write_csv(const Report& /*report*/, const Run& run, const WriteOptions& /*options*/) {
  return samples_csv(run);
}

constexpr std::array run_formats{
    Writer{"terminal", "a table per hotspot, for people", write_terminal},
    Writer{"markdown", "the whole report as a document: report.md", write_markdown},
    Writer{"html", "the whole report as one page with charts, for a browser: report.html", write_html},
    Writer{"json", "run.json: plan, machine, summaries and comparisons, without samples", write_json},
    Writer{"csv", "samples.csv: one row per repetition", write_csv},
    Writer{"google-benchmark-json", "for Google Benchmark's compare.py", write_google_benchmark_json},
    Writer{"pyperf-json", "for pyperf compare_to: seconds only, joules as metadata", write_pyperf_json},
    Writer{"hyperfine-json", "for what reads hyperfine's exports", write_hyperfine_json},
    Writer{"benchstat", "Go's benchmark format", write_benchstat},
    Writer{"bencher", "Bencher Metric Format, JSON", write_bencher},
    Writer{"openmetrics", "OpenMetrics text, for Prometheus", write_openmetrics},
};

constexpr std::array comparison_formats{
    CompareWriter{"terminal", write_comparison_terminal},
    CompareWriter{"markdown", write_comparison_markdown},
    CompareWriter{"json", write_comparison_json},
};

constexpr std::array claims_formats{
    ClaimsWriter{"terminal", write_claims_terminal},
    ClaimsWriter{"markdown", write_claims_markdown},
    ClaimsWriter{"json", write_claims_json},
    ClaimsWriter{"junit", write_claims_junit},
};

template <class Format, std::size_t Count>
const Format* named(const std::array<Format, Count>& formats, std::string_view name) {
  const auto found = std::ranges::find(formats, name, &Format::name);
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace

std::span<const Writer> writers() {
  return run_formats;
}

std::span<const CompareWriter> compare_writers() {
  return comparison_formats;
}

std::span<const ClaimsWriter> claims_writers() {
  return claims_formats;
}

const Writer* find_writer(std::string_view name) {
  return named(run_formats, name);
}

const CompareWriter* find_compare_writer(std::string_view name) {
  return named(comparison_formats, name);
}

const ClaimsWriter* find_claims_writer(std::string_view name) {
  return named(claims_formats, name);
}

}  // namespace greenbench
