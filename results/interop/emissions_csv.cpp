// The columns of CodeCarbon's emissions.csv, one row per variant: what its valid repetitions took together. CodeCarbon
// writes 0 for what it does not know; here that is an empty cell. The column codecarbon_version says that greenbench
// wrote the row and whether its joules are measured.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "results/files/csv_table.hpp"
#include "results/interop/benchmark_series.hpp"
#include "results/model/names.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

/// One row's worth of facts; the cells are looked up in it.
struct RowFacts {
  const Report& report;
  const Run& run;
  const BenchmarkSeries& series;
  Seconds duration;
  std::optional<Joules> total;  ///< empty when one repetition has no joules
  std::optional<Joules> processor;
  std::optional<Joules> graphics;
  std::optional<Joules> memory;
};

enum class Device { processor, graphics, memory };

Device device_of(const DomainRecord& domain) {
  if (domain.name.starts_with("gpu")) return Device::graphics;
  if (domain.name.starts_with("dram") || domain.name.starts_with("memory")) return Device::memory;
  return Device::processor;
}

/// The counted domains of one device, over all repetitions; empty when there are none or one of them is not known.
std::optional<Joules> joules_of(const Plan& plan, const BenchmarkSeries& series, Device device) {
  std::optional<Joules> sum;
  for (const auto& samples : series.rounds) {
    for (const Sample* sample : samples) {
      if (sample->domain_joules.size() != plan.domains.size()) return std::nullopt;
      for (std::size_t i = 0; i < plan.domains.size(); ++i) {
        if (!plan.domains[i].counted || device_of(plan.domains[i]) != device) continue;
        sum = sum.value_or(Joules{}) + Joules{sample->domain_joules[i]};
      }
    }
  }
  return sum;
}

RowFacts facts_of(const Report& report, const Run& run, const BenchmarkSeries& series) {
  RowFacts facts{.report = report,
                 .run = run,
                 .series = series,
                 .duration = Seconds{},
                 .total = Joules{},
                 .processor = joules_of(run.plan, series, Device::processor),
                 .graphics = joules_of(run.plan, series, Device::graphics),
                 .memory = joules_of(run.plan, series, Device::memory)};
  for (const auto& samples : series.rounds) {
    for (const Sample* sample : samples) {
      facts.duration += Seconds{sample->wall_seconds};
      const auto joules = sample->energy_total_joules;
      facts.total = facts.total && joules ? std::optional{*facts.total + Joules{*joules}} : std::nullopt;
    }
  }
  return facts;
}

std::string number(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "";
}

/// CodeCarbon has the PUE in its energy and in its power.
double pue(const RowFacts& facts) {
  const auto& carbon = facts.report.settings.carbon;
  return carbon ? carbon->pue : 1.0;
}

std::string kilowatt_hours_cell(const RowFacts& facts, const std::optional<Joules>& energy) {
  return energy ? number((kilowatt_hours(*energy) * pue(facts)).value()) : "";
}

std::string watts_cell(const RowFacts& facts, const std::optional<Joules>& energy) {
  return energy ? number((*energy / facts.duration * pue(facts)).value()) : "";
}

/// Empty without --carbon.
std::optional<double> kilograms(const RowFacts& facts) {
  const auto& carbon = facts.report.settings.carbon;
  if (!carbon || !facts.total) return std::nullopt;
  return (kilowatt_hours(*facts.total) * pue(facts) * carbon->intensity.value).value() / 1000.0;
}

/// The place of --carbon, if it is of this kind.
const CarbonIntensity* place(const RowFacts& facts, PlaceKind kind) {
  const auto& carbon = facts.report.settings.carbon;
  return carbon && carbon->intensity.kind == kind ? &carbon->intensity : nullptr;
}

bool is_in_the_states(const RowFacts& facts) {
  return place(facts, PlaceKind::state) != nullptr;
}

std::string country_name(const RowFacts& facts) {
  if (const CarbonIntensity* country = place(facts, PlaceKind::country)) return country->name;
  return is_in_the_states(facts) ? "United States" : "";
}

std::string country_code(const RowFacts& facts) {
  if (const CarbonIntensity* country = place(facts, PlaceKind::country)) return country->code;
  return is_in_the_states(facts) ? "USA" : "";
}

std::string region(const RowFacts& facts) {
  if (const CarbonIntensity* state = place(facts, PlaceKind::state)) return state->name;
  const CarbonIntensity* const zone = place(facts, PlaceKind::grid_zone);
  return zone != nullptr ? zone->code : "";
}

/// "aws:eu-north-1" is the provider and its region.
std::string cloud_part(const RowFacts& facts, bool provider) {
  const CarbonIntensity* const cloud = place(facts, PlaceKind::cloud_region);
  if (cloud == nullptr) return "";
  const std::size_t colon = cloud->code.find(':');
  return provider ? cloud->code.substr(0, colon) : cloud->code.substr(colon + 1);
}

/// "3.11.2" of "CPython 3.11.2".
std::string python_version(const RowFacts& facts) {
  const std::string text = environment_value(facts.run, "python").value_or("");
  return text.substr(text.rfind(' ') + 1);
}

std::string cpu_count_cell(const RowFacts& facts) {
  const auto cpus = cpu_count(facts.run);
  return cpus ? std::to_string(*cpus) : "";
}

/// CodeCarbon's word for what a counter of the whole processor sees; a model of CPU time sees the process.
std::string tracking_mode(const RowFacts& facts) {
  const std::string_view provenance = provenance_word(facts.report);
  if (provenance == "unknown") return "";
  return provenance == "measured" ? "machine" : "process";
}

struct EmissionsColumn {
  std::string_view name;
  std::string (*cell)(const RowFacts& facts);  ///< null: nothing is ever known of it
};

// The names and the order of CodeCarbon 3.3.
constexpr std::array columns{
    EmissionsColumn{"timestamp", [](const RowFacts& facts) { return facts.run.started_at; }},
    EmissionsColumn{"project_name", [](const RowFacts& facts) { return facts.series.name; }},
    EmissionsColumn{"run_id",
                    [](const RowFacts& f) { return fmt::format("{}-{}", f.run.started_at, f.run.plan.seed); }},
    EmissionsColumn{"experiment_id", [](const RowFacts& facts) { return facts.series.hotspot->id; }},
    EmissionsColumn{"duration", [](const RowFacts& facts) { return number(facts.duration.value()); }},
    EmissionsColumn{"emissions", [](const RowFacts& facts) { return number(kilograms(facts)); }},
    EmissionsColumn{"emissions_rate",
                    [](const RowFacts& facts) {
                      const auto kilograms_of_all = kilograms(facts);
                      return kilograms_of_all ? number(*kilograms_of_all / facts.duration.value()) : std::string{};
                    }},
    EmissionsColumn{"cpu_power", [](const RowFacts& facts) { return watts_cell(facts, facts.processor); }},
    EmissionsColumn{"gpu_power", [](const RowFacts& facts) { return watts_cell(facts, facts.graphics); }},
    EmissionsColumn{"ram_power", [](const RowFacts& facts) { return watts_cell(facts, facts.memory); }},
    EmissionsColumn{"cpu_energy", [](const RowFacts& facts) { return kilowatt_hours_cell(facts, facts.processor); }},
    EmissionsColumn{"gpu_energy", [](const RowFacts& facts) { return kilowatt_hours_cell(facts, facts.graphics); }},
    EmissionsColumn{"ram_energy", [](const RowFacts& facts) { return kilowatt_hours_cell(facts, facts.memory); }},
    EmissionsColumn{"energy_consumed", [](const RowFacts& facts) { return kilowatt_hours_cell(facts, facts.total); }},
    EmissionsColumn{"water_consumed", nullptr},
    EmissionsColumn{"country_name", country_name},
    EmissionsColumn{"country_iso_code", country_code},
    EmissionsColumn{"region", region},
    EmissionsColumn{"cloud_provider", [](const RowFacts& facts) { return cloud_part(facts, true); }},
    EmissionsColumn{"cloud_region", [](const RowFacts& facts) { return cloud_part(facts, false); }},
    EmissionsColumn{"os", [](const RowFacts& facts) { return environment_value(facts.run, "kernel").value_or(""); }},
    EmissionsColumn{"python_version", python_version},
    EmissionsColumn{"codecarbon_version",
                    [](const RowFacts& facts) {
                      return fmt::format("greenbench {}; joules {}", facts.run.greenbench_version,
                                         provenance_word(facts.report));
                    }},
    EmissionsColumn{"cpu_count", cpu_count_cell},
    EmissionsColumn{"cpu_model",
                    [](const RowFacts& facts) { return environment_value(facts.run, "cpu_model").value_or(""); }},
    EmissionsColumn{"gpu_count", nullptr},
    EmissionsColumn{"gpu_model", nullptr},
    EmissionsColumn{"longitude", nullptr},
    EmissionsColumn{"latitude", nullptr},
    EmissionsColumn{"ram_total_size", nullptr},
    EmissionsColumn{"tracking_mode", tracking_mode},
    EmissionsColumn{"cpu_utilization_percent", nullptr},
    EmissionsColumn{"gpu_utilization_percent", nullptr},
    EmissionsColumn{"ram_utilization_percent", nullptr},
    EmissionsColumn{"ram_used_gb", nullptr},
    EmissionsColumn{
        "on_cloud",
        [](const RowFacts& facts) { return std::string{place(facts, PlaceKind::cloud_region) != nullptr ? "Y" : ""}; }},
    EmissionsColumn{"pue",
                    [](const RowFacts& facts) {
                      const auto& carbon = facts.report.settings.carbon;
                      return carbon ? number(carbon->pue) : std::string{};
                    }},
    EmissionsColumn{"wue", nullptr},
};

/// `cell_of` gives the text of one column.
template <class CellOf>
std::string line(CellOf cell_of) {
  std::string text;
  for (const EmissionsColumn& column : columns) text += csv_cell(cell_of(column)) + ',';
  text.back() = '\n';
  return text;
}

}  // namespace

std::string write_emissions_csv(const Report& report, const Run& run, const WriteOptions& /*options*/) {
  std::string text = line([](const EmissionsColumn& column) { return std::string{column.name}; });
  for (const BenchmarkSeries& series : benchmark_series(run)) {
    const RowFacts facts = facts_of(report, run, series);
    text += line([&](const EmissionsColumn& column) { return column.cell == nullptr ? "" : column.cell(facts); });
  }
  return text;
}

}  // namespace greenbench
