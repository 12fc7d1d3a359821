#include "counters/meter/region.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

/// One tick is 1 mJ, an update comes every millisecond. At 10 W a step is 10 ticks.
Domain package() {
  Domain domain;
  domain.name = "package-0";
  domain.unit = Joules{1e-3};
  domain.resolution = domain.unit;
  domain.update_period = Seconds{1e-3};
  domain.maximum_power = Watts{100.0};
  domain.counted = true;
  return domain;
}

/// A second at 10 W, aligned at both ends: its start 0.25 ms after an edge, the next edge 0.5 ms after its end.
DomainRegion aligned_second() {
  return {.ticks = 10'000,
          .start = Seconds{10.0},
          .end = Seconds{11.0},
          .read_half_width = Seconds{},
          .start_edge = Edge{.at = Seconds{10.0 - 0.25e-3}, .half_width = Seconds{}, .step_ticks = 10},
          .end_edge = Edge{.at = Seconds{11.0 + 0.5e-3}, .half_width = Seconds{}, .step_ticks = 10},
          .start_still = {},
          .end_still = {}};
}

TEST(DomainEnergy, InterpolatesAtBothEnds) {
  // 10 J, less a quarter of a step used before the start, and half a step that was not yet shown at the end.
  EXPECT_NEAR(domain_energy(package(), aligned_second()).energy.value(), 10.0 - 0.0025 + 0.005, 1e-12);
}

TEST(DomainEnergy, IsSureToAStepAtAlignedEndsOfRegularUpdates) {
  // One step of the hardware at each end; the steps differ from the mean power's by 25 uJ, of which 0.25 and 0.5 count.
  EXPECT_NEAR(domain_energy(package(), aligned_second()).uncertainty.value(), 2e-3 + 0.75 * 2.5e-6, 1e-9);
}

TEST(DomainEnergy, GainsTheJittersShareOfAStepAtEachAlignedEnd) {
  Domain domain = package();
  const double without = domain_energy(domain, aligned_second()).uncertainty.value();
  domain.update_jitter = Seconds{0.1e-3};
  // A tenth of a period is a tenth of a step of 10 mJ, twice.
  EXPECT_NEAR(domain_energy(domain, aligned_second()).uncertainty.value() - without, 2e-3, 1e-12);
  domain.update_jitter = Seconds{0.0};
  EXPECT_EQ(domain_energy(domain, aligned_second()).uncertainty.value(), without);
}

TEST(DomainEnergy, GainsTheShareByWhichItsUnitMayBeOff) {
  Domain domain = package();
  const DomainEnergy exact = domain_energy(domain, aligned_second());
  domain.unit_uncertainty = 0.0027;
  const DomainEnergy rounded = domain_energy(domain, aligned_second());
  EXPECT_EQ(rounded.energy, exact.energy) << "nothing is corrected";
  EXPECT_NEAR((rounded.uncertainty - exact.uncertainty).value(), 0.0027 * 10.0025, 1e-12);
}

TEST(DomainEnergy, JitterIsNothingToAnEndWithoutAnEdge) {
  Domain domain = package();
  DomainRegion region = aligned_second();
  region.start_edge.reset();
  region.end_edge.reset();
  const double without = domain_energy(domain, region).uncertainty.value();
  domain.update_jitter = Seconds{0.1e-3};
  EXPECT_EQ(domain_energy(domain, region).uncertainty.value(), without);
}

TEST(DomainEnergy, AnEndWithoutAnEdgeMayBeOffByAPeriodAndTheTimeItWasSeenStandingStill) {
  DomainRegion region = aligned_second();
  region.start_edge.reset();
  region.end_edge.reset();
  // 10 W for 1 ms is 10 mJ, and a step of the hardware, at each end.
  EXPECT_NEAR(domain_energy(package(), region).uncertainty.value(), 2 * (10e-3 + 1e-3), 1e-12);
  region.start_still = Seconds{3e-3};
  EXPECT_NEAR(domain_energy(package(), region).uncertainty.value(), 2 * (10e-3 + 1e-3) + 30e-3, 1e-12);
  region.end_still = Seconds{4e-3};
  EXPECT_NEAR(domain_energy(package(), region).uncertainty.value(), 2 * (10e-3 + 1e-3) + 70e-3, 1e-12);
}

TEST(DomainEnergy, AStartLongAfterItsEdgeMayBeOffByTheTimeTheUpdateIsOverdue) {
  DomainRegion region = aligned_second();
  const double in_time = domain_energy(package(), region).uncertainty.value();
  region.start_edge->at = Seconds{10.0 - 3e-3};
  // Two periods overdue at 10 W. (The energy changes by 7.5 mJ, and the mean power and unlikeness by nothing to see.)
  EXPECT_NEAR(domain_energy(package(), region).uncertainty.value() - in_time, 20e-3, 0.1e-3);
}

TEST(DomainEnergy, ACounterThatStoodStillThroughoutIsNotTakenForNoPower) {
  DomainRegion region = aligned_second();
  region.ticks = 0;
  region.end = Seconds{10.01};
  region.start_edge.reset();
  region.end_edge.reset();
  region.start_still = Seconds{3e-3};
  region.end_still = Seconds{3e-3};
  // At its largest power, 100 W, for four milliseconds at each end.
  EXPECT_EQ(domain_energy(package(), region).energy, Joules{0.0});
  EXPECT_NEAR(domain_energy(package(), region).uncertainty.value(), 2 * (0.4 + 1e-3), 1e-12);
}

TEST(DomainEnergy, ACounterThatDidNotMoveInARegionShorterThanItsPeriodIsNotTakenForNoPower) {
  DomainRegion region = aligned_second();
  region.ticks = 0;
  region.end = region.start + Seconds{0.5e-3};
  region.start_edge.reset();
  region.end_edge.reset();
  EXPECT_EQ(domain_energy(package(), region).energy, Joules{0.0});
  EXPECT_NEAR(domain_energy(package(), region).uncertainty.value(), 2 * (0.1 + 1e-3), 1e-12) << "100 W for 1 ms, twice";
}

}  // namespace
}  // namespace greenbench
