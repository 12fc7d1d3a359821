#include "harness/doctor/cross_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "counters/meter/update_period.hpp"

namespace greenbench {
namespace {

/// What agreeing sources may differ by in this window.
double allowed_difference(const Domain& shown, Seconds window) {
  const Seconds period = shown.update_period.value_or(longest_watch);
  return std::max(agreeing_difference, 2.0 * period / window);
}

std::optional<std::string> difference(const SharedDomain& domain, double allowed) {
  if (!domain.ratio) {
    if (domain.shown == Joules{}) return std::nullopt;
    return fmt::format("the first shows no energy, the second {:.3g} J", domain.shown.value());
  }
  if (std::abs(*domain.ratio - 1.0) <= allowed) return std::nullopt;
  return fmt::format("they differ by {:.1f}%, where agreeing sources differ by {:.1f}% at most",
                     std::abs(*domain.ratio - 1.0) * 100.0, allowed * 100.0);
}

SharedDomain compare(const std::string& name, std::pair<Joules, Joules> energies, double allowed) {
  SharedDomain domain{name, energies.first, energies.second, {}, {}};
  if (domain.counting > Joules{}) domain.ratio = domain.shown / domain.counting;
  domain.finding = difference(domain, allowed);
  return domain;
}

}  // namespace

CrossCheck cross_check(std::vector<std::unique_ptr<EnergySource>> sources, const std::function<void()>& work,
                       EnergyMeter::Options options) {
  CrossCheck check;
  check.counting_source = sources.at(0)->name();
  check.shown_source = sources.at(1)->name();
  const std::size_t first_shown = sources[0]->domains().size();
  EnergyMeter meter{std::move(sources), std::move(options)};
  meter.start();
  work();
  meter.stop();
  const auto result = meter.result();
  if (const auto* fault = std::get_if<MeterFault>(&result)) {
    check.fault = fault->reason;
    return check;
  }
  const auto& use = std::get<EnergyUse>(result);
  check.window = use.wall;
  const std::vector<Domain>& domains = meter.domains();
  for (std::size_t i = 0; i < first_shown; ++i) {
    for (std::size_t j = first_shown; j < domains.size(); ++j) {
      if (domains[i].name != domains[j].name) continue;
      check.domains.push_back(
          compare(domains[i].name, {use.domains[i], use.domains[j]}, allowed_difference(domains[j], use.wall)));
    }
  }
  return check;
}

}  // namespace greenbench
