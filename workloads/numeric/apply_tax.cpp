// numeric/apply_tax in C++: four ways to multiply every price by one number.
#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <vector>

#include "workloads/native.hpp"
#include "workloads/numeric/loops.hpp"

namespace greenbench {

NativeHotspot numeric_apply_tax();

namespace {

constexpr double tax_factor = 1.2;

/// A new array. Eigen leaves it uninitialised, so that the variants that make one differ in nothing but their loop.
struct Taxed {
  explicit Taxed(Eigen::Index size) : prices(size) {}
  [[nodiscard]] std::span<double> span() { return {prices.data(), static_cast<std::size_t>(prices.size())}; }
  Eigen::ArrayXd prices;
};

Answer to_answer(const Taxed& taxed) {
  return {std::vector<double>(taxed.prices.begin(), taxed.prices.end())};
}

class ApplyTax {
 public:
  explicit ApplyTax(std::uint64_t size) : prices_(static_cast<Eigen::Index>(size)), taxed_(prices_.size()) {
    for (Eigen::Index i = 0; i < prices_.size(); ++i) prices_[i] = static_cast<double>(i % 10'000 + 1) / 100;
  }

  Taxed scalar_loop() const;
  Taxed auto_vectorized() const;
  Taxed eigen() const;
  std::span<const double> eigen_inplace() const;

 private:
  [[nodiscard]] std::span<const double> prices() const {
    return {prices_.data(), static_cast<std::size_t>(prices_.size())};
  }

  Eigen::ArrayXd prices_;
  mutable Taxed taxed_;  ///< of eigen_inplace, which overwrites it at each call; no other variant looks at it
};

Taxed ApplyTax::scalar_loop() const {
  Taxed taxed{prices_.size()};
  multiply_scalar(prices(), tax_factor, taxed.span());
  return taxed;
}

Taxed ApplyTax::auto_vectorized() const {
  Taxed taxed{prices_.size()};
  multiply_vectorized(prices(), tax_factor, taxed.span());
  return taxed;
}

Taxed ApplyTax::eigen() const {
  Taxed taxed{prices_.size()};
  taxed.prices = prices_ * tax_factor;
  return taxed;
}

/// In place: into an array made once. Over the prices themselves each call would tax them again.
std::span<const double> ApplyTax::eigen_inplace() const {
  taxed_.prices = prices_ * tax_factor;
  return taxed_.span();
}

}  // namespace

NativeHotspot numeric_apply_tax() {
  return native_hotspot<ApplyTax>(
      {.id = "numeric/apply_tax",
       .description = "Every price of a list is multiplied by one tax factor, number by number or as one array "
                      "operation. Vectorising is the usual advice for such loops, and what it saves depends on how "
                      "many numbers one call handles.",
       .default_size = 300'000,
       .article_size = 1'000'000,
       .sizes = {10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000}},
      native_baseline("scalar_loop", &ApplyTax::scalar_loop),
      native_variant("auto_vectorized", &ApplyTax::auto_vectorized), native_variant("eigen", &ApplyTax::eigen),
      native_variant("eigen_inplace", &ApplyTax::eigen_inplace));
}

}  // namespace greenbench
