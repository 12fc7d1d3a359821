#include "counters/meter/edges.hpp"

#include <algorithm>

#include "counters/meter/wrap.hpp"

namespace greenbench {

bool is_aligned(const Domain& domain) {
  return domain.counted && domain.provenance == Provenance::measured && domain.update_period &&
         *domain.update_period < longest_aligned_period;
}

std::optional<Edge> edge_between(const Domain& domain, std::size_t index, const Reading& earlier,
                                 const Reading& later) {
  const CounterAt before{earlier.ticks[index], earlier.at()};
  const CounterAt after{later.ticks[index], later.at()};
  const std::optional<std::uint64_t> step = ticks_between(domain, {.before = before, .after = after});
  if (!step || *step == 0) return std::nullopt;
  // The counter was sampled somewhere inside each of the two reads.
  return Edge{
      .at = (before.at + after.at) * 0.5, .half_width = (later.after - earlier.before) * 0.5, .step_ticks = *step};
}

bool is_sharp(const Edge& edge, const Domain& domain) {
  return domain.update_period && 2.0 * edge.half_width < 0.5 * *domain.update_period;
}

EdgeSearch::EdgeSearch(SourceGroup& sources)
    : sources_(sources),
      watched_(sources.domains().size()),
      last_(sources.domains().size()),
      next_(sources.domains().size()) {
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    const Domain& domain = sources_.domains()[i];
    if (!is_aligned(domain)) continue;
    watched_[i].aligned = true;
    patience_ = std::max(patience_, 3.0 * *domain.update_period);
  }
}

void EdgeSearch::find_latest() noexcept {
  forget(sources_.now());
  if (all_seen(Keep::latest) || sources_.read(last_)) return;
  poll(Keep::latest);
}

void EdgeSearch::observe(const Reading& reading) noexcept {
  // Without a poll there is no reading to compare with.
  if (std::ranges::any_of(watched_, &Watched::aligned)) note(reading, Keep::latest);
}

void EdgeSearch::find_first_after(const Reading& from) noexcept {
  forget(from.at());
  if (all_seen(Keep::first)) return;
  std::ranges::copy(from.ticks, last_.ticks.begin());
  last_.before = from.before;
  last_.after = from.after;
  poll(Keep::first);
}

void EdgeSearch::forget(Seconds watched_from) noexcept {
  for (Watched& watched : watched_) {
    watched.moved = false;
    watched.edge.reset();
    watched.still_from = watched_from;
    watched.still = Seconds{};
  }
}

void EdgeSearch::note(const Reading& reading, Keep keep) noexcept {
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    Watched& watched = watched_[i];
    if (!watched.aligned || (keep == Keep::first && watched.moved)) continue;
    const Domain& domain = sources_.domains()[i];
    const std::optional<Edge> edge = edge_between(domain, i, last_, reading);
    if (!edge) {
      watched.still = reading.at() - watched.still_from;
      continue;
    }
    watched.moved = true;
    if (keep == Keep::latest) {
      watched.still_from = reading.at();
      watched.still = Seconds{};
    }
    watched.edge = is_sharp(*edge, domain) ? edge : std::nullopt;
  }
}

bool EdgeSearch::all_seen(Keep keep) const noexcept {
  return std::ranges::all_of(watched_, [keep](const Watched& watched) {
    return !watched.aligned || watched.edge || (keep == Keep::first && watched.moved);
  });
}

void EdgeSearch::poll(Keep keep) noexcept {
  const Seconds deadline = last_.after + patience_;
  while (!all_seen(keep)) {
    if (sources_.read(next_)) return;
    note(next_, keep);
    std::swap(last_, next_);
    if (last_.after > deadline) return;
  }
}

}  // namespace greenbench
