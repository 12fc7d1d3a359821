// The two functions that greenbench looks up in a library. hotspot.hpp includes this; nobody else has to.
//
//   std::uint32_t version = greenbench_hotspot_abi_version();
//   greenbench_hotspot_library(&library, &complaint);
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "greenbench/answer.hpp"
#include "greenbench/calling.hpp"
#include "greenbench/described_hotspot.hpp"

namespace greenbench::detail {

#ifdef __OPTIMIZE__
inline constexpr bool is_optimised = true;
#else
inline constexpr bool is_optimised = false;
#endif

#ifdef __clang__
inline constexpr const char* compiler = "Clang " __clang_version__;
#else
inline constexpr const char* compiler = "GNU " __VERSION__;
#endif

inline hotspot_abi::Variant record_of(const VariantParts& variant) {
  return {as_text(variant.name),
          variant.is_baseline ? 1U : 0U,
          variant.limit.max_size ? 1U : 0U,
          variant.limit.max_size.value_or(0),
          as_text(variant.limit.reason),
          as_text(variant.not_available),
          variant.self.get(),
          variant.set_up,
          variant.call,
          variant.answer,
          variant.reset};
}

inline hotspot_abi::Hotspot record_of(const HotspotParts& hotspot, const std::vector<hotspot_abi::Variant>& variants) {
  return {as_text(hotspot.id),
          as_text(hotspot.description),
          hotspot.default_size,
          hotspot.article_size.value_or(hotspot.default_size),
          hotspot.sizes.data(),
          hotspot.sizes.size(),
          hotspot.relative_tolerance,
          hotspot.is_parallel ? 1U : 0U,
          hotspot.needs_server ? 1U : 0U,
          variants.data(),
          variants.size(),
          nullptr,
          hotspot.set_up,
          hotspot.tear_down,
          hotspot.prepare};
}

/// Keeps everything that the records point to.
struct Listed {
  std::vector<Hotspot> hotspots = greenbench::hotspots();
  std::vector<std::vector<hotspot_abi::Variant>> variants = {};
  std::vector<hotspot_abi::Hotspot> records = {};

  Listed() {
    for (const Hotspot& hotspot : hotspots) {
      auto& all = variants.emplace_back();
      for (const VariantParts& variant : hotspot.parts().variants) all.push_back(record_of(variant));
      records.push_back(record_of(hotspot.parts(), all));
    }
  }
};

}  // namespace greenbench::detail

extern "C" {

[[gnu::used, gnu::visibility("default")]] inline std::uint32_t greenbench_hotspot_abi_version() noexcept {
  return greenbench::hotspot_abi::version;
}

[[gnu::used, gnu::visibility("default")]] inline greenbench::hotspot_abi::Outcome greenbench_hotspot_library(
    greenbench::hotspot_abi::Library* library, const greenbench::hotspot_abi::Complaint* complaint) noexcept {
  namespace detail = greenbench::detail;
  return detail::guarded(complaint, [&] {
    auto listed = std::make_unique<detail::Listed>();
    library->hotspots = listed->records.data();
    library->hotspot_count = listed->records.size();
    library->is_optimised = detail::is_optimised ? 1U : 0U;
    library->compiler = detail::as_text(detail::compiler);
    library->release = [](void* owner) { delete static_cast<detail::Listed*>(owner); };
    library->owner = listed.release();
  });
}

}  // extern "C"
