// iteration/sum_of_squares in C++: all squares in memory first, or one at a time.
#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <vector>

#include "workloads/native.hpp"

namespace greenbench {

NativeHotspot iteration_sum_of_squares();

namespace {

/// From about four million squares on the sum needs more than 64 bits, which Python's integers have.
__extension__ typedef unsigned __int128 Wide;  // NOLINT(modernize-use-using): __extension__ takes no alias

struct Sum {
  Wide value = 0;
};

/// As Python's: an integer, and beyond 64 signed bits its decimal text.
Answer to_answer(Sum sum) {
  if (sum.value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    return {static_cast<std::int64_t>(sum.value)};
  constexpr std::uint64_t last_digits = 10'000'000'000'000'000'000U;
  const auto high = static_cast<std::uint64_t>(sum.value / last_digits);
  const auto low = static_cast<std::uint64_t>(sum.value % last_digits);
  return {high == 0 ? fmt::format("{}", low) : fmt::format("{}{:019}", high, low)};
}

/// The squares of 0, 1, 2, ... below n, made when they are asked for. What std::views::iota and transform would be:
/// clang 14 does not compile the views of libstdc++ 12.
class Squares {
 public:
  explicit Squares(std::uint64_t n) : n_(n) {}

  class Iterator {
   public:
    explicit Iterator(std::uint64_t i) : i_(i) {}
    std::uint64_t operator*() const { return i_ * i_; }
    Iterator& operator++() {
      ++i_;
      return *this;
    }
    bool operator==(const Iterator& other) const = default;

   private:
    std::uint64_t i_;
  };

  [[nodiscard]] static Iterator begin() { return Iterator{0}; }
  [[nodiscard]] Iterator end() const { return Iterator{n_}; }

 private:
  std::uint64_t n_;
};

/// Squares of 64 bits may wrap as far as the compiler knows, so that it cannot put a formula in the place of a sum over
/// more bits than that: all variants compute number by number.
class SumOfSquares {
 public:
  explicit SumOfSquares(std::uint64_t size) : n_(size) {}

  Sum materialized() const;
  Sum lazy_view() const;
  Sum loop() const;

 private:
  std::uint64_t n_;
};

template <typename Range>
Sum sum_of(const Range& squares) {
  Sum sum;
  for (const std::uint64_t square : squares) sum.value += square;
  return sum;
}

Sum SumOfSquares::materialized() const {
  std::vector<std::uint64_t> squares;
  squares.reserve(n_);
  for (std::uint64_t i = 0; i < n_; ++i) squares.push_back(i * i);
  return sum_of(squares);
}

Sum SumOfSquares::lazy_view() const {
  return sum_of(Squares{n_});
}

Sum SumOfSquares::loop() const {
  Sum sum;
  for (std::uint64_t i = 0; i < n_; ++i) sum.value += i * i;
  return sum;
}

}  // namespace

NativeHotspot iteration_sum_of_squares() {
  return native_hotspot<SumOfSquares>(
      {.id = "iteration/sum_of_squares",
       .description = "The squares of the first integers are added up, from a container of all of them or one at a "
                      "time. The container is read once and thrown away, so that what it costs buys nothing unless "
                      "the lazy way costs more.",
       .default_size = 200'000,
       .article_size = 10'000'000,
       .sizes = {1'000, 10'000, 100'000, 1'000'000, 10'000'000}},
      native_baseline("materialized", &SumOfSquares::materialized),
      native_variant("lazy_view", &SumOfSquares::lazy_view), native_variant("loop", &SumOfSquares::loop));
}

}  // namespace greenbench
