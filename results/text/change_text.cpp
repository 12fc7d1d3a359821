#include "results/text/change_text.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {

std::string change_factor_text(double ratio, std::string_view mark) {
  const double factor = ratio >= 1.0 ? ratio : 1.0 / ratio;
  const std::string digits = three_digits(factor);
  if (digits == "1.00") return fmt::format("{}1.00x", mark);  // neither cheaper nor dearer
  return fmt::format("{}{}x {}", mark, digits, ratio >= 1.0 ? "cheaper" : "dearer");
}

std::string change_text(double ratio, const std::optional<Interval>& interval, std::string_view mark) {
  if (!interval) return change_factor_text(ratio, mark) + " (no interval)";
  const Interval turned =
      ratio >= 1.0 ? *interval : Interval{1.0 / interval->high, 1.0 / interval->low, interval->level};
  return fmt::format("{} {}", change_factor_text(ratio, mark), interval_text(turned, mark));
}

std::string change_text(const RunRatio& ratio, ChangeVerdict verdict, std::string_view mark) {
  const std::optional<Interval>& interval = ratio.model_interval ? ratio.model_interval : ratio.interval;
  if (verdict == ChangeVerdict::equivalent && interval) {
    return fmt::format("{}same {}", mark, interval_text(*interval, mark));
  }
  return change_text(ratio.value, interval, mark);
}

std::string change_text(const FieldChange& change) {
  return fmt::format("{}: {} -> {}", change.key, change.before.value_or("unknown"), change.after.value_or("unknown"));
}

// No default labels: the compiler then reports an enumerator without a name.

std::string_view name_of(ChangeVerdict verdict) {
  switch (verdict) {
    case ChangeVerdict::cheaper:
      return "cheaper";
    case ChangeVerdict::dearer:
      return "dearer";
    case ChangeVerdict::equivalent:
      return "equivalent";
    case ChangeVerdict::inconclusive:
      return "inconclusive";
  }
  throw std::logic_error("a verdict without a name");
}

std::string_view name_of(CostKind quantity) {
  switch (quantity) {
    case CostKind::energy:
      return "energy";
    case CostKind::time:
      return "time";
  }
  throw std::logic_error("a quantity without a name");
}

std::string_view name_of(GateOutcome outcome) {
  switch (outcome) {
    case GateOutcome::passed:
      return "passed";
    case GateOutcome::failed:
      return "failed";
    case GateOutcome::undecided:
      return "undecided";
  }
  throw std::logic_error("an outcome without a name");
}

}  // namespace greenbench
