#include "counters/update_period.hpp"

#include <algorithm>

#include "counters/edges.hpp"

namespace greenbench {

namespace {

constexpr std::size_t enough_edges = 9;

/// Whether more edges of this domain are wanted, given those seen.
bool needs_more(const Domain& domain, const std::vector<Seconds>& edges) {
  const bool has_unknown_period = domain.provenance == Provenance::measured && !domain.update_period;
  return has_unknown_period && edges.size() < enough_edges;
}

std::optional<Seconds> median_interval(const std::vector<Seconds>& edges) {
  if (edges.size() < 2) return std::nullopt;
  std::vector<Seconds> intervals;
  for (std::size_t i = 1; i < edges.size(); ++i) intervals.push_back(edges[i] - edges[i - 1]);
  std::ranges::sort(intervals);
  const std::size_t middle = intervals.size() / 2;
  if (intervals.size() % 2 == 1) return intervals[middle];
  return (intervals[middle - 1] + intervals[middle]) * 0.5;
}

}  // namespace

std::vector<std::optional<Seconds>> measure_update_periods(SourceGroup& sources) {
  const std::vector<Domain>& domains = sources.domains();
  std::vector<std::vector<Seconds>> edges(domains.size());
  const auto unfinished = [&] {
    for (std::size_t i = 0; i < domains.size(); ++i) {
      if (needs_more(domains[i], edges[i])) return true;
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
      if (edge && needs_more(domains[i], edges[i])) edges[i].push_back(edge->at);
    }
    std::swap(last, next);
  }

  std::vector<std::optional<Seconds>> periods;
  std::ranges::transform(edges, std::back_inserter(periods), median_interval);
  return periods;
}

}  // namespace greenbench
