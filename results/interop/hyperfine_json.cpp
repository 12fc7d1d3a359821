// hyperfine's export: for its scripts, and for what reads its files. Seconds of one operation; joules are a key of
// their own, which such readers pass over.

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "results/files/json.hpp"
#include "results/interop/benchmark_series.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

/// One value per valid repetition, per operation.
std::vector<double> each(const BenchmarkSeries& series, const std::function<double(const Sample&)>& value) {
  std::vector<double> values;
  for (const auto& round : series.rounds) {
    for (const Sample* sample : round) values.push_back(value(*sample) / static_cast<double>(sample->iterations));
  }
  return values;
}

double mean(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// Null of a single value, as there.
Json deviation(const std::vector<double>& values) {
  if (values.size() < 2) return {};
  const double centre = mean(values);
  double squares = 0.0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
}

/// A command is named as it is run; a variant as in the other formats.
std::string command_of(const BenchmarkSeries& series) {
  return series.variant->command ? series.variant->id.name : series.name;
}

Json joules_of(const BenchmarkSeries& series) {
  const bool known = std::ranges::all_of(series.rounds, [](const auto& round) {
    return std::ranges::all_of(round, [](const Sample* sample) { return sample->energy_total_joules.has_value(); });
  });
  if (!known) return {};
  return each(series, [](const Sample& sample) { return sample.energy_total_joules.value_or(0.0); });
}

Json result_of(const BenchmarkSeries& series, std::string_view provenance) {
  const std::vector<double> times = each(series, [](const Sample& sample) { return sample.wall_seconds; });
  const auto [least, most] = std::ranges::minmax(times);
  return {{"command", command_of(series)},
          {"mean", mean(times)},
          {"stddev", deviation(times)},
          {"median", median(times)},
          {"user", mean(each(series, [](const Sample& sample) { return sample.cpu_user_seconds; }))},
          {"system", mean(each(series, [](const Sample& sample) { return sample.cpu_system_seconds; }))},
          {"min", least},
          {"max", most},
          {"times", times},
          {"joules", joules_of(series)},
          {"joules_provenance", provenance}};
}

}  // namespace

std::string write_hyperfine_json(const Report& report, const Run& run, const WriteOptions& /*options*/) {
  Json results = Json::array();
  for (const BenchmarkSeries& series : benchmark_series(run)) {
    results.push_back(result_of(series, provenance_word(report)));
  }
  return json_text(Json{{"results", std::move(results)}}, 2) + "\n";
}

}  // namespace greenbench
