// A second view of a device whose joules another source already counts: shown beside it, never added.
//
//   auto shown = std::make_unique<CrossCheckSource>(std::move(powercap), "perf");
//   shown->domains()[0].counted;   // false
#pragma once

#include <memory>
#include <string>

#include "counters/source/source.hpp"

namespace greenbench {

class CrossCheckSource final : public EnergySource {
 public:
  CrossCheckSource(std::unique_ptr<EnergySource> source, const std::string& counting_source)
      : source_(std::move(source)), domains_(source_->domains().begin(), source_->domains().end()) {
    for (Domain& domain : domains_) {
      if (domain.counted) domain.where += " (not counted: cross-check of " + counting_source + ")";
      domain.counted = false;
    }
  }

  [[nodiscard]] const std::string& name() const override { return source_->name(); }
  [[nodiscard]] std::span<const Domain> domains() const override { return domains_; }
  [[nodiscard]] std::error_code read(std::span<std::uint64_t> ticks) noexcept override { return source_->read(ticks); }
  [[nodiscard]] std::string last_failure() const override { return source_->last_failure(); }

 private:
  std::unique_ptr<EnergySource> source_;
  std::vector<Domain> domains_;
};

}  // namespace greenbench
