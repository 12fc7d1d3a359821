#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "workloads/native.hpp"

namespace greenbench {

NativeHotspot numeric_sum();  // of docs/hotspots-writing.md, compiled from the page

namespace {

TEST(PageExample, IsAHotspotWhoseVariantsAgree) {
  const NativeHotspot hotspot = numeric_sum();
  ASSERT_EQ(hotspot.info.variants.size(), 2U);
  EXPECT_EQ(hotspot.info.variants[0].name, "loop");
  EXPECT_TRUE(hotspot.info.variants[0].baseline);
  EXPECT_EQ(hotspot.info.variants[1].name, "accumulate");
  const auto loaded = hotspot.load(10, {});
  for (const auto& variant : loaded->variants()) {
    EXPECT_EQ(difference({5.0}, variant->answer(), hotspot.info.relative_tolerance), std::nullopt);
  }
}

}  // namespace
}  // namespace greenbench
