#include "tests/results/example_parts.hpp"

namespace greenbench::testing {
namespace {

constexpr const char* hotspot = "order_processing/apply_discounts_to_all_open_orders_of_a_customer";
constexpr const char* loop = "loop_over_orders_with_attribute_access";
constexpr const char* table = "numpy_structured_array_with_boolean_mask";

/// What both variants cost per operation at `size`: the loop is cheaper for few orders.
std::vector<Cost> costs_at(double size) {
  constexpr double watts = 14.0;
  return {
      {{"python", loop}, true, 2e-7 * size, watts, 100},
      {{"python", table}, false, 1.8e-5 + 1e-8 * size, watts, 100, 0.01, size < 100 ? Verdict::costs : Verdict::saves}};
}

SweepVariant swept(const char* name, bool baseline, std::size_t index) {
  SweepVariant variant{.id = {"python", name}, .baseline = baseline};
  for (const std::uint64_t size : {std::uint64_t{10}, std::uint64_t{10'000}}) {
    const Cost cost = costs_at(static_cast<double>(size))[index];
    variant.points.push_back({.size = size, .joules = cost.joules(), .seconds = cost.seconds});
  }
  return variant;
}

}  // namespace

Example sweep_example() {
  Example example;
  Run& run = example.run;
  example.report.provenance = Provenance::measured;
  run.greenbench_version = "0.1.0";
  run.started_at = "2026-01-03T09:00:00Z";
  run.plan.suite_label = "orders.py";
  DomainRecord package;
  package.name = "package-0";
  package.source = "powercap";
  package.provenance = Provenance::measured;
  package.counted = true;
  run.plan.domains = {package};
  run.environment = {{"cpu_model", "AMD Ryzen 7 5800X"}};
  for (const std::uint64_t size : {std::uint64_t{10}, std::uint64_t{10'000}}) {
    PlannedHotspot planned;
    planned.id = hotspot;
    planned.description = "Apply a discount to every open order.";
    planned.file = "/home/user/orders.py";
    planned.size = size;
    add_hotspot(example, planned, costs_at(static_cast<double>(size)), {.rounds = 12, .instrument_fraction = 0.004});
  }
  example.report.sweeps = {{.hotspot = hotspot,
                            .variants = {swept(loop, true, 0), swept(table, false, 1)},
                            .crossovers = {{.baseline = {"python", loop},
                                            .variant = {"python", table},
                                            .energy = true,
                                            .variant_wins_above = true,
                                            .size = 94.7,
                                            .low = 90.2,
                                            .high = 101.3}}}};
  return finished(std::move(example));
}

}  // namespace greenbench::testing
