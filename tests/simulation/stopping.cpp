#include <fmt/format.h>

#include <array>
#include <cmath>

#include "analysis/analyse.hpp"
#include "analysis/verdicts/stop_rule.hpp"
#include "tests/analysis/noise.hpp"
#include "tests/analysis/simulated_run.hpp"
#include "tests/simulation/sections.hpp"

namespace greenbench {

namespace {

/// How the log-ratios of workers scatter. Two layouts: each worker gets one of two equally likely memory layouts.
enum class Scatter { normal, student_t3, two_layouts };

struct Plot {
  std::string_view name;
  Scatter scatter = Scatter::normal;
  double deviation = 0.04;
  std::uint32_t hotspots = 1;
  std::uint32_t variants = 1;  ///< beside the baseline
  double true_ratio = 1.0;     ///< baseline / variant
};

constexpr std::array plots{
    Plot{"1 comparison, workers differ by 2%", Scatter::normal, 0.02},
    Plot{"3%", Scatter::normal, 0.03},
    Plot{"4%", Scatter::normal, 0.04},
    Plot{"5%", Scatter::normal, 0.05},
    Plot{"6%", Scatter::normal, 0.06},
    Plot{"4%, heavy tails (t3)", Scatter::student_t3, 0.04},
    Plot{"4%, two memory layouts", Scatter::two_layouts, 0.04},
    Plot{"5 comparisons with one baseline, 4%", Scatter::normal, 0.04, 1, 5},
    Plot{"5 comparisons in 5 hotspots, 5%", Scatter::normal, 0.05, 5, 1},
};

double scattered(Scatter scatter, Noise& noise) {
  switch (scatter) {
    case Scatter::normal:
      return noise.normal();
    case Scatter::student_t3:
      return noise.student_t3() / std::sqrt(3.0);
    case Scatter::two_layouts:
      return (noise.happens(0.5) ? 0.9 : -0.9) + std::sqrt(1.0 - 0.81) * noise.normal();
  }
  return 0.0;
}

PlannedHotspot planned_of(const Plot& plot) {
  std::vector<std::string> names{"python:baseline"};
  for (std::uint32_t variant = 0; variant < plot.variants; ++variant)
    names.push_back(fmt::format("python:{}", variant));
  return planned_hotspot("simulated/task", names);
}

/// One block stands for a worker's centre. The deviation is that of a log-ratio: a baseline that several variants
/// share has its part in each. Time alone is simulated; joules are compared in the same way.
WorkerRecord simulated_worker(const Plot& plot, std::uint32_t index, Noise& noise) {
  const bool shared = plot.variants > 1;
  const double deviation = shared ? plot.deviation / std::sqrt(2.0) : plot.deviation;
  std::vector<Cost> costs{{plot.true_ratio * (shared ? std::exp(deviation * scattered(plot.scatter, noise)) : 1.0)}};
  for (std::uint32_t variant = 0; variant < plot.variants; ++variant) {
    costs.push_back({std::exp(deviation * scattered(plot.scatter, noise))});
  }
  return worker_of(index, {costs});
}

/// As the controller does: worker after worker, until the rule says stop. It is not asked before it could say yes.
HotspotRun measured_until_stopped(const Plot& plot, const PlannedHotspot& planned, Noise& noise) {
  const StopRule rule;
  HotspotRun measured;
  while (measured.stop == StopReason::not_finished) {
    const auto index = static_cast<std::uint32_t>(measured.workers.size());
    measured.workers.push_back(simulated_worker(plot, index, noise));
    if (measured.workers.size() < rule.limits.min_workers) continue;
    measured.stop = stop_state(rule, planned, measured, 0.0).stop.value_or(StopReason::not_finished);
  }
  return measured;
}

Run run_of(const Plot& plot, Noise& noise) {
  const PlannedHotspot planned = planned_of(plot);
  Run run;
  for (std::uint32_t hotspot = 0; hotspot < plot.hotspots; ++hotspot) {
    run.plan.hotspots.push_back(planned);
    run.hotspots.push_back(measured_until_stopped(plot, planned, noise));
  }
  return run;
}

struct Tally {
  Share covered;     ///< intervals that hold the true ratio, over all comparisons
  Share verdicts;    ///< runs with any saves or costs
  Share equivalent;  ///< comparisons
  std::uint64_t workers = 0;
  std::uint64_t hotspots = 0;
};

void add(Tally& tally, const Plot& plot, const Report& report) {
  bool any = false;
  for (const HotspotReport& hotspot : report.hotspots) {
    ++tally.hotspots;
    tally.workers += hotspot.workers;
    for (const Comparison& comparison : hotspot.comparisons) {
      const Interval& interval = *comparison.time.interval;
      tally.covered.add(interval.low <= plot.true_ratio && plot.true_ratio <= interval.high);
      tally.equivalent.add(comparison.time_verdict == Verdict::equivalent);
      any = any || comparison.time_verdict == Verdict::saves || comparison.time_verdict == Verdict::costs;
    }
  }
  tally.verdicts.add(any);
}

Tally simulate(const Plot& plot, Effort effort) {
  Noise noise{31};
  Tally tally;
  for (std::uint32_t trial = 0; trial < effort.trials; ++trial) add(tally, plot, analyse(run_of(plot, noise), {}));
  return tally;
}

}  // namespace

Section simulate_stopping(Effort effort) {
  Section section;
  std::vector<Cells> rows;
  for (const Plot& plot : plots) {
    const Tally tally = simulate(plot, effort);
    const double workers = static_cast<double>(tally.workers) / static_cast<double>(tally.hotspots);
    rows.push_back({std::string{plot.name}, fmt::format("{:.1f}", workers), percent(tally.covered),
                    percent(tally.verdicts), percent(tally.equivalent)});
    section.limits.push_back(
        {fmt::format("false verdicts at most 5%: {}", plot.name), is_at_most(tally.verdicts, 0.05)});
  }
  const Plot at_margin{.name = "at the margin", .deviation = 0.04, .true_ratio = 1.02};
  const Share equivalent = simulate(at_margin, effort).equivalent;
  section.limits.push_back({"false equivalence at most 5%: at the margin", is_at_most(equivalent, 0.05)});
  section.markdown = "### What stopping on width costs\n\n";
  section.markdown +=
      wrapped(fmt::format(
          R"(Equal variants, measured worker by worker until the real stop rule is content (±2%, 10 to 40 workers), then
judged as a report judges them. {} runs per row. *Interval covers*: how often an interval held the true ratio 1.
*False verdict*: runs in which any comparison was called `saves` or `costs`; at most 5% is right. *Equivalent*:
comparisons with that verdict, the right answer here. Two memory layouts: each worker gets one of two with equal
chance, the hardest case known to us. Monte-Carlo error: ±{} for false verdicts. Variants that truly differ by
2%, the margin itself, were called `equivalent` in {} of runs (workers differ by 4%; at most 5% is right).)",
          effort.trials, percent(monte_carlo_error(0.05, effort.trials)), percent(equivalent))) +
      "\n\n";
  section.markdown +=
      markdown_table({"equal variants", "workers", "interval covers", "false verdict", "equivalent"}, rows);
  return section;
}

}  // namespace greenbench
