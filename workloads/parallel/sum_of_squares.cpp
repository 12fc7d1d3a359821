// parallel/sum_of_squares in C++: one thread, one per processor, or four tasks.
#include <algorithm>
#include <cstdint>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "workloads/native.hpp"

namespace greenbench {

NativeHotspot parallel_sum_of_squares();

namespace {

/// Ten million squares add up to more than 64 bits hold. The type is the compilers' own, in no standard.
__extension__ using Sum = unsigned __int128;

struct Total {
  Sum sum = 0;
};

/// As Python's integers: a number if 64 signed bits hold it, else its decimal text.
Answer to_answer(const Total& total) {
  constexpr Sum one_more_than_fits = Sum{1} << 63U;
  if (total.sum < one_more_than_fits) return {static_cast<std::int64_t>(total.sum)};
  std::string digits;
  for (Sum rest = total.sum; rest != 0; rest /= 10) digits += static_cast<char>('0' + static_cast<int>(rest % 10));
  return {std::string{digits.rbegin(), digits.rend()}};
}

/// The numbers from `first` up to but not including `last`.
struct Part {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

/// The same number, of which the compiler no longer knows where it is from. Clang has the formula for sums of squares
/// and would leave no work to share.
std::uint64_t unforeseen(std::uint64_t number) {
  asm volatile("" : "+r"(number));
  return number;
}

Sum sum_of_squares(const Part& part) {
  Sum sum = 0;
  for (std::uint64_t number = part.first; number < part.last; ++number) {
    const Sum wide = unforeseen(number);
    sum += wide * wide;
  }
  return sum;
}

class SumOfSquares {
 public:
  explicit SumOfSquares(std::uint64_t size) : size_(size) {}

  Total single() const { return {sum_of_squares({0, size_})}; }
  Total threads() const;
  Total async_tasks() const;

 private:
  [[nodiscard]] std::vector<Part> parts(std::uint64_t count) const;

  std::uint64_t size_;
};

std::vector<Part> SumOfSquares::parts(std::uint64_t count) const {
  std::vector<Part> all;
  for (std::uint64_t part = 0; part < count; ++part) all.push_back({size_ * part / count, size_ * (part + 1) / count});
  return all;
}

/// One thread per processor that this process may use.
Total SumOfSquares::threads() const {
  const std::vector<Part> all = parts(std::max(std::thread::hardware_concurrency(), 1U));
  std::vector<Sum> sums(all.size());
  {
    std::vector<std::jthread> running;
    for (std::size_t part = 0; part < all.size(); ++part)
      running.emplace_back([&sums, &all, part] { sums[part] = sum_of_squares(all[part]); });
  }
  Total total;
  for (const Sum sum : sums) total.sum += sum;
  return total;
}

/// Four, as in the article's Python, however many processors there are.
Total SumOfSquares::async_tasks() const {
  std::vector<std::future<Sum>> running;
  for (const Part& part : parts(4)) running.push_back(std::async(std::launch::async, sum_of_squares, part));
  Total total;
  for (std::future<Sum>& sum : running) total.sum += sum.get();
  return total;
}

}  // namespace

NativeHotspot parallel_sum_of_squares() {
  return native_hotspot<SumOfSquares>(
      {.id = "parallel/sum_of_squares",
       .description = "The squares of all integers below n are added up by one worker or by several that share the "
                      "work. More processors at once end sooner and draw more power, so that energy can go either way.",
       .default_size = 200'000,
       .article_size = 10'000'000,
       .sizes = {10'000, 100'000, 1'000'000, 10'000'000},
       .parallel = true},
      native_baseline("single", &SumOfSquares::single), native_variant("threads", &SumOfSquares::threads),
      native_variant("async_tasks", &SumOfSquares::async_tasks));
}

}  // namespace greenbench
