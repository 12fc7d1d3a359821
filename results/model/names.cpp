#include "results/model/names.hpp"

#include <stdexcept>

namespace greenbench {

// No default labels: the compiler then reports an enumerator without a name.

std::string_view name_of(Provenance provenance) {
  switch (provenance) {
    case Provenance::measured:
      return "measured";
    case Provenance::estimated:
      return "estimated";
  }
  throw std::logic_error("a provenance without a name");
}

std::string_view name_of(StopReason reason) {
  switch (reason) {
    case StopReason::not_finished:
      return "not_finished";
    case StopReason::precision_reached:
      return "precision_reached";
    case StopReason::max_rounds:
      return "max_rounds";
    case StopReason::time_limit:
      return "time_limit";
    case StopReason::failed:
      return "failed";
    case StopReason::interrupted:
      return "interrupted";
  }
  throw std::logic_error("a stop reason without a name");
}

std::string_view name_of(Failure::Kind kind) {
  switch (kind) {
    case Failure::Kind::answers_differ:
      return "answers_differ";
    case Failure::Kind::unfit:
      return "unfit";
    case Failure::Kind::crashed:
      return "crashed";
    case Failure::Kind::hung:
      return "hung";
    case Failure::Kind::out_of_memory:
      return "out_of_memory";
    case Failure::Kind::raised:
      return "raised";
    case Failure::Kind::counter_lost:
      return "counter_lost";
    case Failure::Kind::not_available:
      return "not_available";
    case Failure::Kind::bad_file:
      return "bad_file";
    case Failure::Kind::disturbed:
      return "disturbed";
  }
  throw std::logic_error("a kind of failure without a name");
}

std::string_view name_of(GrowthLaw law) {
  switch (law) {
    case GrowthLaw::linear:
      return "n";
    case GrowthLaw::linearithmic:
      return "n log n";
    case GrowthLaw::quadratic:
      return "n^2";
  }
  return {};
}

std::string_view name_of(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::given:
      return "given";
    case PlaceKind::country:
      return "country";
    case PlaceKind::state:
      return "state";
    case PlaceKind::grid_zone:
      return "grid_zone";
    case PlaceKind::cloud_region:
      return "cloud_region";
  }
  throw std::logic_error("a kind of place without a name");
}

std::string_view prefix_of(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::given:
      return "";
    case PlaceKind::country:
      return "country:";
    case PlaceKind::state:
      return "state:";
    case PlaceKind::grid_zone:
      return "zone:";
    case PlaceKind::cloud_region:
      return "region:";
  }
  throw std::logic_error("a kind of place without a prefix");
}

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::saves:
      return "saves";
    case Verdict::costs:
      return "costs";
    case Verdict::equivalent:
      return "equivalent";
    case Verdict::inconclusive:
      return "inconclusive";
  }
  throw std::logic_error("a verdict without a name");
}

std::string_view name_of(Metric metric) {
  switch (metric) {
    case Metric::energy:
      return "energy";
    case Metric::time:
      return "time";
  }
  throw std::logic_error("a metric without a name");
}

}  // namespace greenbench
