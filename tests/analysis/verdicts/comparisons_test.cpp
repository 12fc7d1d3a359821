#include "analysis/verdicts/comparisons.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace greenbench {
namespace {

DomainRecord domain(Provenance provenance, bool counted) {
  DomainRecord record;
  record.provenance = provenance;
  record.counted = counted;
  return record;
}

TEST(ProvenanceOf, IsMeasuredOnlyWhereEverythingCountedIs) {
  const DomainRecord package = domain(Provenance::measured, true);
  const DomainRecord model = domain(Provenance::estimated, true);
  EXPECT_EQ(provenance_of({package, package}), Provenance::measured);
  EXPECT_EQ(provenance_of({package, model}), Provenance::estimated) << "one guess makes the sum a guess";
  EXPECT_EQ(provenance_of({model}), Provenance::estimated);
}

TEST(ProvenanceOf, IsNoMatterOfWhatIsOnlyShown) {
  const DomainRecord shown_model = domain(Provenance::estimated, false);
  EXPECT_EQ(provenance_of({domain(Provenance::measured, true), shown_model}), Provenance::measured);
  EXPECT_EQ(provenance_of({domain(Provenance::measured, false)}), Provenance::estimated) << "nothing is counted";
}

}  // namespace
}  // namespace greenbench
