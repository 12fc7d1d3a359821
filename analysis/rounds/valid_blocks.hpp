// The blocks of a hotspot that count, round by round, with their samples laid out by variant.
//
//   HotspotBlocks blocks = valid_blocks(planned, measured);
//   const RoundBlocks& first = blocks.rounds[0];
//   if (const Sample* sample = first.at(3, variant)) use(*sample);
//
// A block with any void sample is left out as a whole, for every variant: its repetitions shared the disturbance.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "results/model/schema.hpp"

namespace greenbench {

/// One round's valid blocks. Points into the samples it was made from and must not outlive them.
class RoundBlocks {
 public:
  /// Throws std::invalid_argument when a sample's variant is not below `variant_count`.
  RoundBlocks(std::span<const Sample> samples, std::size_t variant_count);

  [[nodiscard]] std::size_t count() const { return cells_.size() / variant_count_; }
  [[nodiscard]] std::uint32_t void_count() const { return void_count_; }

  /// Null when the block lacks a repetition of that variant, or its repetition has no duration or no iterations.
  [[nodiscard]] const Sample* at(std::size_t block, std::size_t variant) const {
    return cells_[block * variant_count_ + variant];
  }

 private:
  void add_block(std::span<const Sample* const> samples);

  std::size_t variant_count_;
  std::vector<const Sample*> cells_;  ///< block by block, one per variant
  std::uint32_t void_count_ = 0;
};

struct HotspotBlocks {
  std::vector<RoundBlocks> rounds;
  [[nodiscard]] std::uint32_t valid_count() const;
  [[nodiscard]] std::uint32_t valid_rounds() const;  ///< those with a valid block
  [[nodiscard]] std::uint32_t void_count() const;
};

/// The result points into `measured`.
[[nodiscard]] HotspotBlocks valid_blocks(const PlannedHotspot& planned, const HotspotRun& measured);

}  // namespace greenbench
