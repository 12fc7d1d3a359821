// Plain loops over real numbers, each compiled for one way of computing.
//
//   multiply_scalar(prices, 1.2, taxed);      // one number per instruction
//   multiply_vectorized(prices, 1.2, taxed);  // as many per instruction as the build allows
//   double sum = sum_of_squares_scalar(numbers);
#pragma once

#include <span>

namespace greenbench {

// They are functions of their own, in files with flags of their own, so that a test finds their instructions and can
// tell that scalar code is scalar. Inlining, which link-time optimisation would do, could undo that.

/// products[i] = numbers[i] * factor, for every number; `products` has at least as many.
[[gnu::noinline]] void multiply_scalar(std::span<const double> numbers, double factor, std::span<double> products);
[[gnu::noinline]] void multiply_vectorized(std::span<const double> numbers, double factor, std::span<double> products);

/// Adds in the order of the numbers. There is no vectorised one: a compiler may not regroup sums of real numbers.
[[gnu::noinline]] double sum_of_squares_scalar(std::span<const double> numbers);

}  // namespace greenbench
