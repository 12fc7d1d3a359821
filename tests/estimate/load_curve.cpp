#include "tests/estimate/load_curve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>

#include "counters/units/power_model_parameters.hpp"
#include "results/files/csv_table.hpp"
#include "tests/estimate/quantiles.hpp"

namespace greenbench::testing {

namespace {

constexpr std::size_t last = 10;  ///< 100% load

/// Absolute errors of ln(power) at loads of 10% to 90%, for `share`, how far from idle to full power a load is.
template <class Share>
std::vector<double> errors_between(const MeasuredServer& server, Share share) {
  const double idle = server.watts_at_load.front();
  const double full = server.watts_at_load.back();
  std::vector<double> errors;
  for (std::size_t step = 1; step < last; ++step) {
    const double load = static_cast<double>(step) / static_cast<double>(last);
    errors.push_back(std::abs(std::log((idle + (full - idle) * share(load)) / server.watts_at_load.at(step))));
  }
  return errors;
}

std::vector<MeasuredServer> of_other_types(std::span<const MeasuredServer> servers, const std::string& type) {
  std::vector<MeasuredServer> others;
  std::ranges::copy_if(servers, std::back_inserter(others),
                       [&](const MeasuredServer& server) { return server.type != type; });
  return others;
}

std::set<std::string> types_of(std::span<const MeasuredServer> servers) {
  std::set<std::string> types;
  for (const MeasuredServer& server : servers) types.insert(server.type);
  return types;
}

double sum_of_squares(std::span<const MeasuredServer> servers, double exponent) {
  double sum = 0.0;
  for (const MeasuredServer& server : servers) {
    for (const double error : errors_between(server, [&](double load) { return load_share(load, exponent); })) {
      sum += error * error;
    }
  }
  return sum;
}

std::string curve_row(const std::string& title, const std::vector<double>& errors) {
  return fmt::format("| {} | {} |\n", title, quantile_cells(errors));
}

}  // namespace

std::vector<MeasuredServer> measured_servers() {
  std::ifstream rows{GREENBENCH_ESTIMATE_DATA "/power_by_load.csv"};
  CsvTable table{rows, "power_by_load.csv"};
  const std::size_t type = table.column("type");
  const std::size_t measurement = table.column("measurement");
  const std::size_t load = table.column("load_percent");
  const std::size_t workload = table.column("workload");
  const std::size_t watts = table.column("watts");
  std::map<std::string, MeasuredServer> servers;
  while (table.next_row()) {
    MeasuredServer& server = servers[std::string{table.text(measurement)}];
    server.type = table.text(type);
    server.measurement = table.text(measurement);
    const std::size_t percent = table.count(load);
    if (table.text(workload) == "CPUStress") server.watts_at_load.at(percent / 10) = table.number(watts);
    if (percent == 100) server.watts_at_full_load.push_back(table.number(watts));
  }
  std::vector<MeasuredServer> list;
  for (auto& [name, server] : servers) list.push_back(std::move(server));
  return list;
}

double fitted_exponent(std::span<const MeasuredServer> servers) {
  double best = 1.0;
  for (int thousandths = 300; thousandths <= 1200; ++thousandths) {
    const double exponent = thousandths / 1000.0;
    if (sum_of_squares(servers, exponent) < sum_of_squares(servers, best)) best = exponent;
  }
  return best;
}

std::string load_curve_tables() {
  const std::vector<MeasuredServer> servers = measured_servers();
  std::vector<double> curve;
  std::vector<double> line;
  std::vector<double> cube;
  std::vector<double> exponents;
  for (const std::string& type : types_of(servers)) {
    const double exponent = fitted_exponent(of_other_types(servers, type));
    exponents.push_back(exponent);
    for (const MeasuredServer& server : servers) {
      if (server.type != type) continue;
      std::ranges::copy(errors_between(server, [&](double load) { return load_share(load, exponent); }),
                        std::back_inserter(curve));
      std::ranges::copy(errors_between(server, [](double load) { return load; }), std::back_inserter(line));
      std::ranges::copy(errors_between(server, [](double load) { return load * load * load; }),
                        std::back_inserter(cube));
    }
  }
  const auto [least, most] = std::ranges::minmax(exponents);
  std::string text = fmt::format(
      "Power of {} measurements of {} types of server at loads of 10% to 90%, from what each draws idle and at full "
      "load. Fitted to all of them the exponent is {:.3f}, without one type {:.3f} to {:.3f}; the program uses {}.\n\n"
      "| from idle to full power | 50% | 80% | 90% | 95% | worst |\n|---|---|---|---|---|---|\n",
      servers.size(), types_of(servers).size(), fitted_exponent(servers), least, most, fitted_load_exponent);
  text += curve_row("load^exponent, fitted without the type", curve);
  text += curve_row("straight line", line);
  text += curve_row("load^3", cube);
  std::vector<double> spreads;
  for (const MeasuredServer& server : servers) {
    const auto [low, high] = std::ranges::minmax(server.watts_at_full_load);
    spreads.push_back(high / low);
  }
  const auto [narrowest, widest] = std::ranges::minmax(spreads);
  return text + fmt::format(
                    "\nAt full load four kinds of work on one and the same server differ by {:.2f} to {:.2f} "
                    "times in power. No model that sees CPU time alone can do better than that.\n",
                    narrowest, widest);
}

}  // namespace greenbench::testing
