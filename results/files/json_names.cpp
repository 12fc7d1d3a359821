#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "results/files/json.hpp"
#include "results/model/names.hpp"

namespace greenbench {
namespace {

constexpr std::array provenances{Provenance::measured, Provenance::estimated};

constexpr std::array stop_reasons{StopReason::not_finished, StopReason::precision_reached,
                                  StopReason::max_rounds,   StopReason::time_limit,
                                  StopReason::failed,       StopReason::interrupted};

constexpr std::array failure_kinds{Failure::Kind::answers_differ, Failure::Kind::unfit,         Failure::Kind::crashed,
                                   Failure::Kind::hung,           Failure::Kind::out_of_memory, Failure::Kind::raised,
                                   Failure::Kind::counter_lost,   Failure::Kind::not_available, Failure::Kind::bad_file,
                                   Failure::Kind::disturbed};

constexpr std::array place_kinds{PlaceKind::given, PlaceKind::country, PlaceKind::state, PlaceKind::grid_zone,
                                 PlaceKind::cloud_region};

template <class Value, std::size_t Count>
Value value_named(const JsonView& view, const std::array<Value, Count>& values) {
  const std::string text = view.text();
  std::vector<std::string_view> names;
  for (const Value value : values) {
    if (name_of(value) == text) return value;
    names.push_back(name_of(value));
  }
  view.fail(fmt::format("expected one of {}, found \"{}\"", fmt::join(names, ", "), text));
}

}  // namespace

StopReason stop_reason_from_json(const JsonView& view) {
  return value_named(view, stop_reasons);
}
Provenance provenance_from_json(const JsonView& view) {
  return value_named(view, provenances);
}
Failure::Kind failure_kind_from_json(const JsonView& view) {
  return value_named(view, failure_kinds);
}
PlaceKind place_kind_from_json(const JsonView& view) {
  return value_named(view, place_kinds);
}

}  // namespace greenbench
