#include "workloads/library/library_answer.hpp"

#include <algorithm>
#include <compare>
#include <stdexcept>
#include <string>
#include <utility>

#include "workloads/library/library_handle.hpp"

namespace greenbench {
namespace {

bool comes_before(const Answer& left, const Answer& right);

bool lists_in_order(const AnswerList& left, const AnswerList& right) {
  return std::ranges::lexicographical_compare(left, right, comes_before);
}

/// Numbers among each other by their value, whatever their type; everything else by its type first.
std::size_t rank_of(const Answer& answer) {
  const bool is_number =
      std::holds_alternative<double>(answer.value) || std::holds_alternative<std::int64_t>(answer.value);
  return is_number ? std::variant_size_v<decltype(Answer::value)> : answer.value.index();
}

double number_of(const Answer& answer) {
  const auto* integer = std::get_if<std::int64_t>(&answer.value);
  return integer != nullptr ? static_cast<double>(*integer) : std::get<double>(answer.value);
}

struct InOrder {
  bool operator()(std::monostate, std::monostate) const { return false; }
  bool operator()(bool left, bool right) const { return !left && right; }
  bool operator()(std::int64_t left, std::int64_t right) const { return left < right; }
  bool operator()(double left, double right) const { return std::strong_order(left, right) < 0; }
  bool operator()(const std::string& left, const std::string& right) const { return left < right; }
  bool operator()(const std::vector<double>& left, const std::vector<double>& right) const {
    return std::ranges::lexicographical_compare(left, right, *this);
  }
  bool operator()(const AnswerList& left, const AnswerList& right) const { return lists_in_order(left, right); }
  bool operator()(const AnswerSet& left, const AnswerSet& right) const {
    return lists_in_order(left.elements, right.elements);
  }
  bool operator()(const AnswerMap& left, const AnswerMap& right) const {
    if (lists_in_order(left.keys, right.keys)) return true;
    return !lists_in_order(right.keys, left.keys) && lists_in_order(left.values, right.values);
  }
  /// Of an integer and a real number.
  template <class Left, class Right>
  bool operator()(const Left& /*left*/, const Right& /*right*/) const {
    return false;
  }
};

bool comes_before(const Answer& left, const Answer& right) {
  if (rank_of(left) != rank_of(right)) return rank_of(left) < rank_of(right);
  if (left.value.index() == right.value.index()) return std::visit(InOrder{}, left.value, right.value);
  return std::strong_order(number_of(left), number_of(right)) < 0;
}

Answer set_of(AnswerList elements) {
  std::ranges::stable_sort(elements, comes_before);
  return {AnswerSet{std::move(elements)}};
}

/// Of keys and values by turns.
Answer map_of(AnswerList entries) {
  if (entries.size() % 2 != 0) throw std::runtime_error{"the library has written a map with a key that has no value"};
  std::vector<std::pair<Answer, Answer>> pairs;
  for (std::size_t i = 0; i < entries.size(); i += 2) {
    pairs.emplace_back(std::move(entries[i]), std::move(entries[i + 1]));
  }
  std::ranges::stable_sort(pairs, comes_before, &std::pair<Answer, Answer>::first);
  AnswerMap map;
  for (auto& [key, value] : pairs) {
    map.keys.push_back(std::move(key));
    map.values.push_back(std::move(value));
  }
  return {std::move(map)};
}

}  // namespace

template <class Work>
void AnswerReader::keep(void* context, const Work& work) noexcept {
  auto& reader = *static_cast<AnswerReader*>(context);
  if (reader.failure_) return;
  try {
    work(reader);
  } catch (...) {
    reader.failure_ = std::current_exception();
  }
}

AnswerReader::AnswerReader()
    : record_{
          .context = this,
          .nothing = [](void* context) { keep(context, [](AnswerReader& reader) { reader.add({}); }); },
          .boolean = [](void* context,
                        std::uint8_t value) { keep(context, [&](AnswerReader& reader) { reader.add({value != 0}); }); },
          .integer = [](void* context,
                        std::int64_t value) { keep(context, [&](AnswerReader& reader) { reader.add({value}); }); },
          .real = [](void* context,
                     double value) { keep(context, [&](AnswerReader& reader) { reader.add({value}); }); },
          .text =
              [](void* context, hotspot_abi::Text value) {
                keep(context, [&](AnswerReader& reader) { reader.add({text_of(value)}); });
              },
          .reals =
              [](void* context, const double* values, std::uint64_t count) {
                keep(context, [&](AnswerReader& reader) { reader.add({std::vector<double>(values, values + count)}); });
              },
          .open =
              [](void* context, hotspot_abi::Container kind) {
                keep(context, [&](AnswerReader& reader) { reader.open_.push_back({kind, {}}); });
              },
          .close = [](void* context) { keep(context, [](AnswerReader& reader) { reader.close(); }); }} {}

void AnswerReader::add(Answer answer) {
  (open_.empty() ? finished_ : open_.back().elements).push_back(std::move(answer));
}

void AnswerReader::close() {
  if (open_.empty()) throw std::runtime_error{"the library has closed a container that it had not opened"};
  Open closed = std::move(open_.back());
  open_.pop_back();
  switch (closed.kind) {
    case hotspot_abi::Container::set:
      return add(set_of(std::move(closed.elements)));
    case hotspot_abi::Container::map:
      return add(map_of(std::move(closed.elements)));
    case hotspot_abi::Container::list:
      break;
  }
  add({std::move(closed.elements)});
}

Answer AnswerReader::take() {
  if (failure_) std::rethrow_exception(failure_);
  if (!open_.empty() || finished_.size() != 1) {
    throw std::runtime_error{"the library has not written exactly one whole result"};
  }
  return std::move(finished_.front());
}

}  // namespace greenbench
