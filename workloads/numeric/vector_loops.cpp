// Compiled with vectorisation: see workloads/CMakeLists.txt. The text is that of scalar_loops.cpp.
#include <cstddef>

#include "workloads/numeric/loops.hpp"

namespace greenbench {

void multiply_vectorized(std::span<const double> numbers, double factor, std::span<double> products) {
  for (std::size_t i = 0; i < numbers.size(); ++i) products[i] = numbers[i] * factor;
}

}  // namespace greenbench
