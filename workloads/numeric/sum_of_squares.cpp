// numeric/sum_of_squares in C++: three ways to add up the squares of real numbers.
#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

#include "workloads/native.hpp"
#include "workloads/numeric/loops.hpp"

namespace greenbench {

NativeHotspot numeric_sum_of_squares();

namespace {

/// The numbers are eighths below 125, so that every sum of their squares is exact in a double: the variants add in
/// different orders and give the same answer to the last bit.
class SumOfSquares {
 public:
  explicit SumOfSquares(std::uint64_t size) : numbers_(size) {
    for (std::uint64_t i = 0; i < size; ++i) numbers_[i] = static_cast<double>(i % 1'000) / 8;
  }

  double scalar_loop() const { return sum_of_squares_scalar(numbers_); }
  double eigen_squared_norm() const;
  double transform_reduce() const;

 private:
  std::vector<double> numbers_;
};

/// Eigen regroups the sum for vector instructions by itself.
double SumOfSquares::eigen_squared_norm() const {
  return Eigen::Map<const Eigen::VectorXd>(numbers_.data(), static_cast<Eigen::Index>(numbers_.size())).squaredNorm();
}

/// The standard lets the library regroup the sum, and libstdc++ adds four numbers in pairs, then their sum to the
/// rest. The compiler may regroup no further, so that vector instructions are possible for the pairs alone.
double SumOfSquares::transform_reduce() const {
  return std::transform_reduce(numbers_.begin(), numbers_.end(), 0.0, std::plus<>{},
                               [](double number) { return number * number; });
}

}  // namespace

NativeHotspot numeric_sum_of_squares() {
  return native_hotspot<SumOfSquares>(
      {.id = "numeric/sum_of_squares",
       .description = "The squares of real numbers are added up, number by number or by one call of a library. Norms, "
                      "variances and distances are such sums, and unlike a product of arrays they write nothing back "
                      "to memory.",
       .default_size = 300'000,
       .article_size = 1'000'000,
       .sizes = {10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000}},
      native_baseline("scalar_loop", &SumOfSquares::scalar_loop),
      native_variant("eigen_squared_norm", &SumOfSquares::eigen_squared_norm),
      native_variant("transform_reduce", &SumOfSquares::transform_reduce));
}

}  // namespace greenbench
