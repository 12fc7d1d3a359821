#include "analysis/statistics/walsh_averages.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <random>
#include <stdexcept>
#include <vector>

namespace greenbench {

namespace {

/// Up to here listing 2080 averages is faster than narrowing rows.
constexpr std::size_t most_values_listed = 64;

/// Every average is computed by this one expression, so that counting and selecting never disagree by a rounding.
double average(double a, double b) {
  return 0.5 * (a + b);
}

/// Row i of the implicit matrix holds the averages of x_i with x_i, x_{i+1}, ... in ascending order.
/// Calls visit(i, end): the columns before `end` are those whose average satisfies `belongs`, which must hold for
/// a prefix of each row. The end moves only leftwards as i grows, so that all rows together cost O(n).
template <class Belongs, class Visit>
void for_each_prefix(std::span<const double> sorted, Belongs belongs, Visit visit) {
  std::size_t end = sorted.size();
  for (std::size_t row = 0; row < sorted.size(); ++row) {
    while (end > row && !belongs(average(sorted[row], sorted[end - 1]))) --end;
    visit(row, std::max(end, row));
  }
}

template <class Belongs>
std::uint64_t count_where(std::span<const double> sorted, Belongs belongs) {
  std::uint64_t count = 0;
  for_each_prefix(sorted, belongs, [&](std::size_t row, std::size_t end) { count += end - row; });
  return count;
}

/// The columns of each row among which the wanted average still lies.
class Candidates {
 public:
  explicit Candidates(std::span<const double> sorted) : sorted_(sorted), rows_(sorted.size()) {
    for (std::size_t row = 0; row < rows_.size(); ++row) rows_[row] = {row, sorted.size()};
    remaining_ = walsh_count(sorted.size());
  }

  [[nodiscard]] std::uint64_t remaining() const { return remaining_; }

  /// The candidate that comes `index`th when rows are read one after the other.
  [[nodiscard]] double at(std::uint64_t index) const {
    std::size_t row = 0;
    while (index >= rows_[row].size()) index -= rows_[row++].size();
    return average(sorted_[row], sorted_[rows_[row].begin + index]);
  }

  void keep_below(double pivot) {
    const auto below = [pivot](double value) { return value < pivot; };
    for_each_prefix(sorted_, below, [&](std::size_t row, std::size_t end) { rows_[row].cut_after(end); });
    recount();
  }

  void keep_above(double pivot) {
    const auto not_above = [pivot](double value) { return value <= pivot; };
    for_each_prefix(sorted_, not_above, [&](std::size_t row, std::size_t end) { rows_[row].cut_before(end); });
    recount();
  }

  /// The average of rank `rank` among all averages, once few candidates are left.
  [[nodiscard]] double select(std::uint64_t rank) const {
    std::vector<double> values;
    values.reserve(remaining_);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      rank -= rows_[row].begin - row;  // all that was cut off on the left ranks below the wanted average
      for (std::size_t column = rows_[row].begin; column < rows_[row].end; ++column) {
        values.push_back(average(sorted_[row], sorted_[column]));
      }
    }
    const auto wanted = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::ranges::nth_element(values, wanted);
    return *wanted;
  }

 private:
  struct Columns {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] std::size_t size() const { return end - begin; }
    void cut_after(std::size_t new_end) { end = std::max(begin, std::min(end, new_end)); }
    void cut_before(std::size_t new_begin) { begin = std::min(end, std::max(begin, new_begin)); }
  };

  void recount() {
    remaining_ = 0;
    for (const Columns& row : rows_) remaining_ += row.size();
  }

  std::span<const double> sorted_;
  std::vector<Columns> rows_;
  std::uint64_t remaining_ = 0;
};

void require_rank(std::span<const double> sorted, std::uint64_t rank) {
  if (rank >= walsh_count(sorted.size())) throw std::out_of_range("no Walsh average of this rank");
}

}  // namespace

double walsh_average_listed(std::span<const double> sorted, std::uint64_t rank) {
  require_rank(sorted, rank);
  std::vector<double> averages;
  averages.reserve(walsh_count(sorted.size()));
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    for (std::size_t j = i; j < sorted.size(); ++j) averages.push_back(average(sorted[i], sorted[j]));
  }
  const auto wanted = averages.begin() + static_cast<std::ptrdiff_t>(rank);
  std::ranges::nth_element(averages, wanted);
  return *wanted;
}

double walsh_average_selected(std::span<const double> sorted, std::uint64_t rank) {
  require_rank(sorted, rank);
  Candidates candidates{sorted};
  // Quickselect: a pivot drawn evenly from the candidates halves them, on average, at the cost of one O(n) pass.
  // The generator starts the same each time, so that the same values take the same way.
  std::mt19937_64 random;
  while (candidates.remaining() > sorted.size()) {
    const double pivot = candidates.at(random() % candidates.remaining());
    if (rank < count_where(
                   sorted, [pivot](double value) { return value < pivot; })) {
      candidates.keep_below(pivot);
    } else if (rank >= count_where(sorted, [pivot](double value) { return value <= pivot; })) {
      candidates.keep_above(pivot);
    } else {
      return pivot;
    }
  }
  return candidates.select(rank);
}

double walsh_average(std::span<const double> sorted, std::uint64_t rank) {
  return sorted.size() <= most_values_listed ? walsh_average_listed(sorted, rank)
                                             : walsh_average_selected(sorted, rank);
}

WalshSigns walsh_signs(std::span<const double> sorted) {
  const std::uint64_t negative = count_where(sorted, [](double value) { return value < 0.0; });
  const std::uint64_t not_positive = count_where(sorted, [](double value) { return value <= 0.0; });
  return {negative, not_positive - negative, walsh_count(sorted.size()) - not_positive};
}

std::vector<double> ascending(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  return sorted;
}

double hodges_lehmann(std::span<const double> values) {
  if (values.empty()) throw std::invalid_argument("Hodges-Lehmann estimate of no values");
  const std::vector<double> sorted = ascending(values);
  const std::uint64_t count = walsh_count(sorted.size());
  const double upper = walsh_average(sorted, count / 2);
  return count % 2 == 1 ? upper : 0.5 * (walsh_average(sorted, count / 2 - 1) + upper);
}

double rank_biserial(std::span<const double> values) {
  if (values.empty()) return 0.0;
  // W+ is the number of positive Walsh averages, W- of negative ones (Tukey); an average of 0 belongs to neither.
  const WalshSigns signs = walsh_signs(ascending(values));
  const double difference = static_cast<double>(signs.positive) - static_cast<double>(signs.negative);
  return difference / static_cast<double>(walsh_count(values.size()));
}

}  // namespace greenbench
