#include "analysis/rounds/valid_blocks.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>

namespace greenbench {

namespace {

std::vector<const Sample*> in_block_order(std::span<const Sample> samples) {
  std::vector<const Sample*> ordered;
  ordered.reserve(samples.size());
  for (const Sample& sample : samples) ordered.push_back(&sample);
  const auto block_of = [](const Sample* sample) { return sample->block; };
  if (!std::ranges::is_sorted(ordered, {}, block_of)) std::ranges::stable_sort(ordered, {}, block_of);
  return ordered;
}

bool is_void(const Sample* sample) {
  return !sample->void_reason.empty();
}

bool has_duration(const Sample& sample) {
  return sample.iterations > 0 && sample.wall_seconds > 0.0;
}

}  // namespace

RoundBlocks::RoundBlocks(std::span<const Sample> samples, std::size_t variant_count)
    : variant_count_(std::max<std::size_t>(variant_count, 1)) {
  cells_.reserve(samples.size());
  const std::vector<const Sample*> ordered = in_block_order(samples);
  for (auto first = ordered.begin(); first != ordered.end();) {
    const auto last = std::find_if(first, ordered.end(), [&](const Sample* s) { return s->block != (*first)->block; });
    add_block({first, last});
    first = last;
  }
}

void RoundBlocks::add_block(std::span<const Sample* const> samples) {
  if (std::ranges::any_of(samples, is_void)) {
    ++void_count_;
    return;
  }
  const std::size_t row = cells_.size();
  cells_.resize(row + variant_count_, nullptr);
  for (const Sample* sample : samples) {
    if (sample->variant >= variant_count_) {
      throw std::invalid_argument(
          fmt::format("block {}: a sample of variant {}, but the hotspot has {} variants, counted from 0",
                      sample->block, sample->variant, variant_count_));
    }
    if (has_duration(*sample)) cells_[row + sample->variant] = sample;
  }
}

std::uint32_t HotspotBlocks::valid_count() const {
  std::size_t count = 0;
  for (const RoundBlocks& round : rounds) count += round.count();
  return static_cast<std::uint32_t>(count);
}

std::uint32_t HotspotBlocks::valid_rounds() const {
  return static_cast<std::uint32_t>(
      std::ranges::count_if(rounds, [](const RoundBlocks& round) { return round.count() > 0; }));
}

std::uint32_t HotspotBlocks::void_count() const {
  std::uint32_t count = 0;
  for (const RoundBlocks& round : rounds) count += round.void_count();
  return count;
}

HotspotBlocks valid_blocks(const PlannedHotspot& planned, const HotspotRun& measured) {
  HotspotBlocks blocks;
  blocks.rounds.reserve(measured.rounds.size());
  for (const RoundRecord& round : measured.rounds) {
    blocks.rounds.emplace_back(round.samples, planned.variants.size());
  }
  return blocks;
}

}  // namespace greenbench
