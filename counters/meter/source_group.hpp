// All sources of a meter as one: their domains in a row, and one timed read of everything.
//
//   SourceGroup group{std::move(sources), std::make_shared<RawMonotonicClock>()};
//   Reading reading{group.domains().size()};
//   if (std::optional<std::size_t> failed = group.read(reading)) report(group.last_failure(*failed));
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "counters/source/source.hpp"
#include "counters/system/clock.hpp"

namespace greenbench {

class SourceGroup {
 public:
  SourceGroup(std::vector<std::unique_ptr<EnergySource>> sources, std::shared_ptr<Clock> clock);

  [[nodiscard]] const std::vector<Domain>& domains() const { return domains_; }
  /// Empty: not known.
  void set_update_period(std::size_t domain, std::optional<Seconds> period, std::optional<Seconds> jitter);

  /// Clock, all counters, clock. Does not allocate. Returns the index of the source that failed, if one did;
  /// `reading` is then undefined.
  [[nodiscard]] std::optional<std::size_t> read(Reading& reading) noexcept;

  /// The same for only those sources of which a domain wraps, or has to be read now and then; the other ticks keep
  /// their value. May run at the same time as read().
  [[nodiscard]] std::optional<std::size_t> read_guarded(Reading& reading) noexcept;

  [[nodiscard]] std::string last_failure(std::size_t source) const;
  [[nodiscard]] Seconds now() noexcept { return clock_->now(); }

 private:
  struct Member {
    std::unique_ptr<EnergySource> source;
    std::size_t first_domain;
    std::size_t domain_count;
    bool guarded;
  };
  enum class Which { all, guarded };
  [[nodiscard]] std::optional<std::size_t> read_members(Reading& reading, Which which) noexcept;

  std::vector<Member> members_;
  std::vector<Domain> domains_;
  std::shared_ptr<Clock> clock_;
};

}  // namespace greenbench
