#include "counters/meter/update_period.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace greenbench {

namespace {

/// A twentieth of a second of RAPL. The period is then good to a fiftieth of what one late update is late.
constexpr std::size_t enough_edges = 51;

Seconds median(std::vector<Seconds> values) {
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return (values[middle - 1] + values[middle]) * 0.5;
}

/// Whether more edges of this domain are wanted, given those seen.
bool needs_more(const Domain& domain, const std::vector<Edge>& edges) {
  const bool has_unknown_period = domain.provenance == Provenance::measured && !domain.update_period;
  return has_unknown_period && edges.size() < enough_edges;
}

std::vector<Seconds> intervals_of(std::span<const Edge> edges) {
  std::vector<Seconds> intervals;
  for (std::size_t i = 1; i < edges.size(); ++i) intervals.push_back(edges[i].at - edges[i - 1].at);
  return intervals;
}

/// The edges that count, and the usual interval between them.
struct SharpEdges {
  std::vector<Edge> edges;
  Seconds typical;
};

SharpEdges sharp_edges(std::span<const Edge> all) {
  const Seconds widest = sharp_edge_share * median(intervals_of(all));
  const auto is_sharp = [widest](const Edge& edge) { return 2.0 * edge.half_width <= widest; };
  SharpEdges sharp;
  std::ranges::copy_if(all, std::back_inserter(sharp.edges), is_sharp);
  if (sharp.edges.size() < 3) return {{all.begin(), all.end()}, median(intervals_of(all))};
  // Between two sharp edges that follow each other nobody was held up: that is one period, whatever is missing
  // elsewhere.
  std::vector<Seconds> single;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (is_sharp(all[i - 1]) && is_sharp(all[i])) single.push_back(all[i].at - all[i - 1].at);
  }
  sharp.typical = median(single.empty() ? intervals_of(sharp.edges) : std::move(single));
  return sharp;
}

}  // namespace

std::optional<UpdatePeriod> update_period_between(std::span<const Edge> edges) {
  if (edges.size() < 2) return std::nullopt;
  const SharpEdges sharp = sharp_edges(edges);
  const std::vector<Seconds> intervals = intervals_of(sharp.edges);
  // A late update is followed by a short interval, and one that no poll saw makes a double one: whole periods between
  // the first edge and the last tell more than any single interval.
  double periods = 0.0;
  for (const Seconds interval : intervals) periods += std::round(interval / sharp.typical);
  UpdatePeriod found{.period = (sharp.edges.back().at - sharp.edges.front().at) / std::max(periods, 1.0), .jitter = {}};
  if (intervals.size() == 1) return found;
  std::vector<Seconds> deviations;
  for (const Seconds interval : intervals) {
    deviations.emplace_back(std::abs((interval - std::round(interval / sharp.typical) * found.period).value()));
  }
  found.jitter = median(std::move(deviations));
  return found;
}

std::vector<std::optional<UpdatePeriod>> measure_update_periods(SourceGroup& sources) {
  const std::vector<Domain>& domains = sources.domains();
  std::vector<std::vector<Edge>> edges(domains.size());
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
      if (edge && needs_more(domains[i], edges[i])) edges[i].push_back(*edge);
    }
    std::swap(last, next);
  }

  std::vector<std::optional<UpdatePeriod>> periods;
  std::ranges::transform(edges, std::back_inserter(periods), update_period_between);
  return periods;
}

std::vector<std::size_t> standing_still(SourceGroup& sources, Seconds patience) {
  std::vector<std::size_t> still;
  for (std::size_t i = 0; i < sources.domains().size(); ++i) {
    const Domain& domain = sources.domains()[i];
    if (!domain.counted || domain.provenance != Provenance::measured) continue;
    still.push_back(i);
    patience = std::max(patience, 3.0 * domain.update_period.value_or(Seconds{}));
  }
  Reading first{sources.domains().size()};
  Reading now{sources.domains().size()};
  if (still.empty() || sources.read(first)) return {};
  const Seconds deadline = first.after + patience;
  do {
    if (sources.read(now)) return {};
    std::erase_if(still, [&](std::size_t domain) { return now.ticks[domain] != first.ticks[domain]; });
  } while (!still.empty() && now.after < deadline);
  return still;
}

}  // namespace greenbench
