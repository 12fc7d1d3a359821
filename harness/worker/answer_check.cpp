#include "harness/worker/answer_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "workloads/answer.hpp"
#include "workloads/rounding.hpp"

namespace greenbench {
namespace {

/// Ends a check from wherever the reason is found.
struct Refused {
  Refusal refusal;
};

Answer ask(const NamedVariant& named) {
  try {
    return named.variant->checked_answer();
  } catch (const UnfitVariant& unfit) {
    throw Refused{{Failure::Kind::unfit, fmt::format("{} {}", named.name, unfit.what())}};
  } catch (const std::exception& error) {
    throw VariantFailed{named.name, error.what()};
  }
}

/// What to type where answers differ by rounding alone; empty otherwise.
std::string advice_on_rounding(std::string_view variant, const std::optional<double>& tolerance) {
  if (!tolerance) return {};
  const bool is_native = variant.find("/cpp:") != std::string_view::npos;
  return fmt::format("; if that is rounding, allow it with {}",
                     is_native ? fmt::format("a relative_tolerance of {:g}", *tolerance)
                               : fmt::format("@hotspot(..., tolerance={:g})", *tolerance));
}

class AnswerCheck {
 public:
  AnswerCheck(std::span<const NamedVariant> variants, double relative_tolerance, const std::optional<KeptAnswer>& other)
      : variants_(variants), relative_tolerance_(relative_tolerance), other_(other) {
    if (other_) expected_ = other_->answer;
  }

  /// One call of every variant; the first answer is what all others are compared with.
  void first_calls() {
    for (std::size_t index = 0; index < variants_.size(); ++index) {
      Answer answer = ask(variants_[index]);
      if (!expected_) {
        expected_ = std::move(answer);
      } else if (const auto where = difference(*expected_, answer, relative_tolerance_)) {
        refuse(index, answer, *where);
      }
    }
  }

  void second_calls() const {
    for (const NamedVariant& named : variants_) repeat(named, *expected_);
  }

  [[nodiscard]] bool only_nothing() const {
    const bool are_several = variants_.size() > 1 || other_;
    return are_several && std::holds_alternative<std::monostate>(expected_->value);
  }

  [[nodiscard]] const std::optional<Answer>& answer() const { return expected_; }

 private:
  /// Two answers of one variant that differ explain why it differs from another, too.
  [[noreturn]] void refuse(std::size_t index, const Answer& answer, const std::string& where) const {
    const NamedVariant& named = variants_[index];
    if (!other_) repeat(variants_.front(), *expected_);
    repeat(named, answer);
    const std::string& first = other_ ? other_->name : variants_.front().name;
    throw Refused{
        {Failure::Kind::answers_differ, fmt::format("{} and {} give different answers: {}{}", first, named.name, where,
                                                    advice_on_rounding(named.name, tolerance_for_all(index, answer)))}};
  }

  /// What accepts the answer of this variant and those of the variants after it, as far as they differ by rounding.
  [[nodiscard]] std::optional<double> tolerance_for_all(std::size_t index, const Answer& answer) const {
    std::optional<double> tolerance = accepting_tolerance(*expected_, answer);
    if (!tolerance) return std::nullopt;
    for (const NamedVariant& later : variants_.subspan(index + 1)) {
      const auto needed = accepting_tolerance(*expected_, ask(later));
      tolerance = std::max(*tolerance, needed.value_or(0.0));
    }
    return tolerance;
  }

  void repeat(const NamedVariant& named, const Answer& before) const {
    const Answer again = ask(named);
    const auto where = difference(before, again, relative_tolerance_);
    if (!where) return;
    throw Refused{
        {Failure::Kind::unfit,
         fmt::format("{} gives another answer when it is called again: {}; make iterators and open files inside the "
                     "variant, restore in reset() what it changes, and give random numbers a fixed seed at each call{}",
                     named.name, *where, advice_on_rounding(named.name, accepting_tolerance(before, again)))}};
  }

  std::span<const NamedVariant> variants_;
  double relative_tolerance_;
  const std::optional<KeptAnswer>& other_;  ///< of a variant that is not here
  std::optional<Answer> expected_;
};

}  // namespace

CheckedAnswers check_answers(std::span<const NamedVariant> variants, double relative_tolerance,
                             const std::optional<KeptAnswer>& other) {
  try {
    AnswerCheck check{variants, relative_tolerance, other};
    check.first_calls();
    check.second_calls();
    return {.refusal = {}, .only_nothing = check.only_nothing(), .answer = check.answer()};
  } catch (const Refused& refused) {
    return {.refusal = refused.refusal};
  }
}

}  // namespace greenbench
