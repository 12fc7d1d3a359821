#include "counters/update_period.hpp"

#include <algorithm>
#include <utility>

#include "counters/edges.hpp"

namespace greenbench {

namespace {

constexpr std::size_t enough_edges = 9;

Seconds median(std::vector<Seconds> values) {
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return (values[middle - 1] + values[middle]) * 0.5;
}

}  // namespace

std::optional<UpdatePeriod> update_period_between(std::span<const Seconds> edges) {
  if (edges.size() < 2) return std::nullopt;
  std::vector<Seconds> intervals;
  for (std::size_t i = 1; i < edges.size(); ++i) intervals.push_back(edges[i] - edges[i - 1]);
  UpdatePeriod found{.period = median(intervals), .jitter = {}};
  if (intervals.size() == 1) return found;
  std::vector<Seconds> deviations;
  for (const Seconds interval : intervals) {
    deviations.push_back(std::max(interval, found.period) - std::min(interval, found.period));
  }
  found.jitter = median(std::move(deviations));
  return found;
}

std::vector<std::optional<UpdatePeriod>> measure_update_periods(SourceGroup& sources) {
  const std::vector<Domain>& domains = sources.domains();
  std::vector<std::vector<Seconds>> edges(domains.size());
  const auto needs_more = [&](std::size_t i) {
    return domains[i].provenance == Provenance::measured && edges[i].size() < enough_edges;
  };
  const auto unfinished = [&] {
    for (std::size_t i = 0; i < domains.size(); ++i) {
      if (needs_more(i)) return true;
    }
    return false;
  };

  Reading last{domains.size()};
  Reading next{domains.size()};
  bool readable = unfinished() && !sources.read(last);
  const Seconds deadline = last.after + longest_watch;
  while (readable && unfinished() && last.after < deadline) {
    readable = !sources.read(next);
    for (std::size_t i = 0; readable && i < domains.size(); ++i) {
      const std::optional<Edge> edge = edge_between(domains[i], i, last, next);
      if (edge && needs_more(i)) edges[i].push_back(edge->at);
    }
    std::swap(last, next);
  }

  std::vector<std::optional<UpdatePeriod>> periods;
  std::ranges::transform(edges, std::back_inserter(periods), update_period_between);
  return periods;
}

}  // namespace greenbench
