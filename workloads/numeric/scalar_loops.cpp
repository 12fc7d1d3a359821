// Compiled without vectorisation: see workloads/CMakeLists.txt.
#include <cstddef>

#include "workloads/numeric/loops.hpp"

namespace greenbench {

void multiply_scalar(std::span<const double> numbers, double factor, std::span<double> products) {
  for (std::size_t i = 0; i < numbers.size(); ++i) products[i] = numbers[i] * factor;
}

double sum_of_squares_scalar(std::span<const double> numbers) {
  double sum = 0.0;
  for (const double number : numbers) sum += number * number;
  return sum;
}

}  // namespace greenbench
