#include "harness/worker/answer_check.hpp"

#include <fmt/format.h>

#include "workloads/answer.hpp"

namespace greenbench {
namespace {

/// Ends a check from wherever the reason is found.
struct Refused {
  Refusal refusal;
};

Answer ask(const NamedVariant& named, Answer (Variant::*question)()) {
  try {
    return (named.variant->*question)();
  } catch (const UnfitVariant& unfit) {
    throw Refused{{Failure::Kind::unfit, fmt::format("{} {}", named.name, unfit.what())}};
  } catch (const std::exception& error) {
    throw VariantFailed{named.name, error.what()};
  }
}

class AnswerCheck {
 public:
  AnswerCheck(std::span<const NamedVariant> variants, double relative_tolerance)
      : variants_(variants), relative_tolerance_(relative_tolerance) {}

  /// One call of every variant; the first answer is what all others are compared with.
  void first_calls(Answer (Variant::*question)()) {
    for (const NamedVariant& named : variants_) {
      Answer answer = ask(named, question);
      if (!expected_) {
        expected_ = std::move(answer);
      } else if (const auto where = difference(*expected_, answer, relative_tolerance_)) {
        // Two answers of one variant that differ explain why it differs from another, too.
        repeat(variants_.front(), *expected_);
        repeat(named, answer);
        throw Refused{{Failure::Kind::answers_differ, fmt::format("{} and {} give different answers: {}",
                                                                  variants_.front().name, named.name, *where)}};
      }
    }
  }

  void second_calls() const {
    for (const NamedVariant& named : variants_) repeat(named, *expected_);
  }

 private:
  void repeat(const NamedVariant& named, const Answer& before) const {
    const auto where = difference(before, ask(named, &Variant::checked_answer), relative_tolerance_);
    if (!where) return;
    throw Refused{
        {Failure::Kind::unfit,
         fmt::format("{} gives another answer when it is called again: {}; make iterators and open files inside the "
                     "variant, restore in reset() what it changes, and give random numbers a fixed seed at each call",
                     named.name, *where)}};
  }

  std::span<const NamedVariant> variants_;
  double relative_tolerance_;
  std::optional<Answer> expected_;
};

}  // namespace

std::optional<Refusal> check_answers(std::span<const NamedVariant> variants, double relative_tolerance) {
  try {
    AnswerCheck check{variants, relative_tolerance};
    check.first_calls(&Variant::checked_answer);
    check.second_calls();
    return std::nullopt;
  } catch (const Refused& refused) {
    return refused.refusal;
  }
}

std::optional<Refusal> compare_answers(std::span<const NamedVariant> variants, double relative_tolerance) {
  try {
    AnswerCheck{variants, relative_tolerance}.first_calls(&Variant::answer);
    return std::nullopt;
  } catch (const Refused& refused) {
    return refused.refusal;
  }
}

}  // namespace greenbench
