#include "counters/meter/source_group.hpp"

#include <algorithm>
#include <utility>

namespace greenbench {

SourceGroup::SourceGroup(std::vector<std::unique_ptr<EnergySource>> sources, std::shared_ptr<Clock> clock)
    : clock_(std::move(clock)) {
  for (std::unique_ptr<EnergySource>& source : sources) {
    const std::span<const Domain> own = source->domains();
    const bool guarded =
        std::ranges::any_of(own, [](const Domain& domain) { return domain.wrap_modulus || domain.read_within; });
    const std::size_t first = domains_.size();
    domains_.insert(domains_.end(), own.begin(), own.end());
    members_.push_back({std::move(source), first, domains_.size() - first, guarded});
  }
}

void SourceGroup::set_update_period(std::size_t domain, std::optional<Seconds> period, std::optional<Seconds> jitter) {
  domains_.at(domain).update_period = period;
  domains_.at(domain).update_jitter = jitter;
}

std::optional<std::size_t> SourceGroup::read(Reading& reading) noexcept {
  return read_members(reading, Which::all);
}

std::optional<std::size_t> SourceGroup::read_guarded(Reading& reading) noexcept {
  return read_members(reading, Which::guarded);
}

std::optional<std::size_t> SourceGroup::read_members(Reading& reading, Which which) noexcept {
  const std::span<std::uint64_t> ticks{reading.ticks};
  std::optional<std::size_t> failed;
  reading.before = clock_->now();
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const Member& member = members_[i];
    if (which == Which::guarded && !member.guarded) continue;
    if (member.source->read(ticks.subspan(member.first_domain, member.domain_count)) && !failed) failed = i;
  }
  reading.after = clock_->now();
  return failed;
}

std::string SourceGroup::last_failure(std::size_t source) const {
  const EnergySource& failed = *members_.at(source).source;
  const std::string what = failed.last_failure();
  return failed.name() + ": " + (what.empty() ? "a read in the middle of the region failed, later ones did not" : what);
}

}  // namespace greenbench
