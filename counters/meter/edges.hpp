// Update edges: the moments at which a counter that moves in steps is seen to move.
//
//   EdgeSearch search{sources, aligned_domains(sources.domains())};
//   search.find_latest();                                   // polls; the window may start now
//   std::optional<Edge> edge = search.edge(domain_index);   // when package-0 last moved
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "counters/meter/source_group.hpp"

namespace greenbench {

/// One step of one counter.
struct Edge {
  Seconds at;                    ///< middle of the interval the step was seen in
  Seconds half_width;            ///< of that interval
  std::uint64_t step_ticks = 0;  ///< how far the counter moved
};

/// A counter that updates no faster than this is not waited for; the uncertainty says so instead.
inline constexpr Seconds longest_aligned_period{0.1};

/// Whether the meter starts and ends this domain's window at update edges.
[[nodiscard]] bool is_aligned(const Domain& domain);

/// The step between two readings of one domain, if it moved. An edge is only sharp, and so of use, when the readings
/// are less than half an update period apart: else it could be several steps at an unknown time.
[[nodiscard]] std::optional<Edge> edge_between(const Domain& domain, std::size_t index, const Reading& earlier,
                                               const Reading& later);
[[nodiscard]] bool is_sharp(const Edge& edge, const Domain& domain);

/// Polls the counters for their edges. Nothing here allocates after construction.
class EdgeSearch {
 public:
  explicit EdgeSearch(SourceGroup& sources);

  /// Polls until each aligned domain has shown a sharp edge; edge() is then the latest of each. Gives up after three
  /// of the longest update periods, so that a counter that stands still hangs nothing.
  void find_latest() noexcept;

  /// One more reading, taken by somebody else just after find_latest().
  void observe(const Reading& reading) noexcept;

  /// Polls until each aligned domain has moved once after `from`; edge() is that first step of each, empty when it
  /// was not sharp or did not come within three of the longest update periods.
  void find_first_after(const Reading& from) noexcept;

  [[nodiscard]] const std::optional<Edge>& edge(std::size_t domain) const { return watched_.at(domain).edge; }

  /// For how long an aligned domain was seen not to move: after find_latest() up to the last reading since its latest
  /// step, after find_first_after() from `from` up to the last reading before its first step. Where there was no step,
  /// the whole time it was watched.
  [[nodiscard]] Seconds stood_still(std::size_t domain) const { return watched_.at(domain).still; }

 private:
  struct Watched {
    bool aligned = false;
    bool moved = false;
    std::optional<Edge> edge;
    Seconds still_from;  ///< the first reading of the value it stands at
    Seconds still;
  };
  enum class Keep { first, latest };
  void forget(Seconds watched_from) noexcept;
  void note(const Reading& reading, Keep keep) noexcept;
  [[nodiscard]] bool all_seen(Keep keep) const noexcept;
  void poll(Keep keep) noexcept;

  SourceGroup& sources_;
  std::vector<Watched> watched_;
  Seconds patience_;
  Reading last_;
  Reading next_;
};

}  // namespace greenbench
