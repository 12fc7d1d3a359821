#include "counters/update_period.hpp"

#include <algorithm>
#include <utility>

#include "counters/edges.hpp"

namespace greenbench {

namespace {

constexpr std::size_t enough_edges = 9;

struct Watched {
  const Domain& domain;
  std::vector<Seconds> edges;
  [[nodiscard]] bool needs_more() const {
    return domain.provenance == Provenance::measured && edges.size() < enough_edges;
  }
};

void note_edges(std::vector<Watched>& watched, const Reading& earlier, const Reading& later) {
  for (std::size_t i = 0; i < watched.size(); ++i) {
    const std::optional<Edge> edge = edge_between(watched[i].domain, i, earlier, later);
    if (edge && watched[i].needs_more()) watched[i].edges.push_back(edge->at);
  }
}

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
  std::vector<Watched> watched;
  for (const Domain& domain : sources.domains()) watched.push_back({domain, {}});
  const auto unfinished = [&] { return std::ranges::any_of(watched, &Watched::needs_more); };

  Reading last{watched.size()};
  Reading next{watched.size()};
  bool readable = unfinished() && !sources.read(last);
  const Seconds deadline = last.after + longest_watch;
  while (readable && unfinished() && last.after < deadline) {
    readable = !sources.read(next);
    if (readable) note_edges(watched, last, next);
    std::swap(last, next);
  }

  std::vector<std::optional<UpdatePeriod>> periods;
  for (const Watched& domain : watched) periods.push_back(update_period_between(domain.edges));
  return periods;
}

}  // namespace greenbench
