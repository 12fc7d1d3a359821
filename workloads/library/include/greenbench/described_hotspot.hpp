// A hotspot while it is being described: its parts, and the functions that set them.
//
//   hotspot.description("Numbers are added up. Every statistic begins with it.")
//       .sizes({1'000, 1'000'000})
//       .relative_tolerance(1e-12);
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "greenbench/hotspot_abi.hpp"

namespace greenbench {

/// A variant that is not measured above some size, and why; see up_to().
struct SizeLimit {
  std::optional<std::uint64_t> max_size = std::nullopt;
  std::string reason = {};
};

[[nodiscard]] inline SizeLimit up_to(std::uint64_t max_size, std::string reason) {
  return {max_size, std::move(reason)};
}

namespace detail {

/// What a variant is and does; the functions are those of hotspot_abi::Variant.
struct VariantParts {
  std::string name;
  bool is_baseline = false;
  SizeLimit limit = {};
  std::string not_available = {};
  std::shared_ptr<const void> self = nullptr;
  decltype(hotspot_abi::Variant::set_up) set_up = nullptr;
  decltype(hotspot_abi::Variant::call) call = nullptr;
  decltype(hotspot_abi::Variant::answer) answer = nullptr;
  decltype(hotspot_abi::Variant::reset) reset = nullptr;
};

struct HotspotParts {
  std::string id;
  std::uint64_t default_size = 0;
  std::string description = {};
  std::optional<std::uint64_t> article_size = std::nullopt;
  std::vector<std::uint64_t> sizes = {};
  double relative_tolerance = 0.0;
  bool is_parallel = false;
  bool needs_server = false;
  std::vector<VariantParts> variants = {};
  decltype(hotspot_abi::Hotspot::set_up) set_up = nullptr;
  decltype(hotspot_abi::Hotspot::tear_down) tear_down = nullptr;
  decltype(hotspot_abi::Hotspot::prepare) prepare = nullptr;
};

}  // namespace detail

/// A described hotspot. hotspot() makes one.
class Hotspot {
 public:
  [[nodiscard]] const detail::HotspotParts& parts() const { return *parts_; }

 protected:
  Hotspot(std::string id, std::uint64_t default_size) : parts_(std::make_shared<detail::HotspotParts>()) {
    parts_->id = std::move(id);
    parts_->default_size = default_size;
  }
  [[nodiscard]] detail::HotspotParts& edit() { return *parts_; }

 private:
  std::shared_ptr<detail::HotspotParts> parts_;
};

/// Yours to define, in one file of the library: all of its hotspots.
[[nodiscard]] std::vector<Hotspot> hotspots();

/// What can be said of every hotspot. Each function returns the hotspot, so that they can be chained.
template <class Derived>
class DescribedHotspot : public Hotspot {
 public:
  /// Two sentences for the report: what is compared, and why it might matter.
  Derived& description(std::string text) {
    return with([&](auto& parts) { parts.description = std::move(text); });
  }
  /// The size at which a published claim was made; the default size if it is not said.
  Derived& article_size(std::uint64_t size) {
    return with([&](auto& parts) { parts.article_size = size; });
  }
  /// What `--sweep` measures.
  Derived& sizes(std::vector<std::uint64_t> all) {
    return with([&](auto& parts) { parts.sizes = std::move(all); });
  }
  /// Relative difference up to which real numbers count as the same result, below 1; 0 if it is not said.
  Derived& relative_tolerance(double tolerance) {
    return with([&](auto& parts) { parts.relative_tolerance = tolerance; });
  }
  /// Some variant uses several processors at once; otherwise each round stays on one CPU.
  Derived& parallel() {
    return with([](auto& parts) { parts.is_parallel = true; });
  }
  /// A local HTTP server is started, whose address is in Surroundings.
  Derived& needs_server() {
    return with([](auto& parts) { parts.needs_server = true; });
  }
  /// Stands for a variant that this build of the library cannot have: .absent("flat", "needs Boost 1.81").
  Derived& absent(std::string name, std::string reason) {
    detail::VariantParts variant{std::move(name)};
    variant.not_available = std::move(reason);
    return add(std::move(variant));
  }

 protected:
  using Hotspot::Hotspot;

  Derived& add(detail::VariantParts variant) {
    return with([&](auto& parts) { parts.variants.push_back(std::move(variant)); });
  }

 private:
  template <class Change>
  Derived& with(const Change& change) {
    change(edit());
    return static_cast<Derived&>(*this);
  }
};

}  // namespace greenbench
