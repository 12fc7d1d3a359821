#include "analysis/runs/matched_hotspots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "analysis/rounds/round_values.hpp"

namespace greenbench {
namespace {

/// A hotspot as one run has it. A run that was cut short may lack its last hotspots' measurements.
struct Side {
  const PlannedHotspot* planned = nullptr;
  const HotspotRun* measured = nullptr;

  [[nodiscard]] const Failure* failure() const {
    return measured != nullptr && measured->failure ? &*measured->failure : nullptr;
  }
};

std::optional<Side> find_side(const Run& run, std::string_view id, std::optional<std::uint64_t> size) {
  for (std::size_t index = 0; index < run.plan.hotspots.size(); ++index) {
    const PlannedHotspot& planned = run.plan.hotspots[index];
    if (planned.id != id || (size && planned.size != *size)) continue;
    return Side{&planned, index < run.hotspots.size() ? &run.hotspots[index] : nullptr};
  }
  return std::nullopt;
}

HotspotBlocks blocks_of(const Side& side) {
  return side.measured != nullptr ? valid_blocks(*side.planned, *side.measured) : HotspotBlocks{};
}

const PlannedVariant* find_variant(const PlannedHotspot& planned, const VariantId& id) {
  const auto found = std::ranges::find(planned.variants, id, &PlannedVariant::id);
  return found == planned.variants.end() ? nullptr : &*found;
}

std::size_t index_of(const PlannedHotspot& planned, const PlannedVariant& variant) {
  return static_cast<std::size_t>(&variant - planned.variants.data());
}

bool has_samples(const HotspotBlocks& blocks, const PlannedHotspot& planned, const PlannedVariant& variant) {
  return !samples_of(blocks, index_of(planned, variant)).empty();
}

/// "not in the new run", or why it was left out there.
std::string absence_reason(const PlannedHotspot& planned, const VariantId& id, std::string_view run) {
  const auto left_out = std::ranges::find(planned.left_out, id, &LeftOut::id);
  if (left_out == planned.left_out.end()) return fmt::format("not in the {} run", run);
  return fmt::format("left out of the {} run: {}", run, left_out->reason);
}

class Matcher {
 public:
  Matcher(const Run& before, const Run& after) : before_(before), after_(after) {}

  [[nodiscard]] Matching match() {
    for (const PlannedHotspot& planned : before_.plan.hotspots) match_old(planned);
    for (const PlannedHotspot& planned : after_.plan.hotspots) {
      if (!find_side(before_, planned.id, std::nullopt)) refuse(planned.id, "not in the old run", false);
    }
    return std::move(matching_);
  }

 private:
  void refuse(const std::string& hotspot, std::string reason, bool lost) {
    matching_.not_compared.push_back({hotspot, std::nullopt, std::move(reason), lost});
  }

  void match_old(const PlannedHotspot& planned) {
    const Side old_side = *find_side(before_, planned.id, planned.size);
    const auto new_side = find_side(after_, planned.id, planned.size);
    if (const Failure* failure = old_side.failure()) {
      const bool both = new_side && new_side->failure() != nullptr;
      refuse(planned.id, fmt::format("failed in {}: {}", both ? "both runs" : "the old run", failure->reason), false);
    } else if (new_side && new_side->failure() != nullptr) {
      refuse(planned.id, fmt::format("failed in the new run: {}", new_side->failure()->reason), true);
    } else if (new_side) {
      match_sides(old_side, *new_side);
    } else if (const auto resized = find_side(after_, planned.id, std::nullopt)) {
      refuse(planned.id, fmt::format("n = {} in the old run, {} in the new", planned.size, resized->planned->size),
             true);
    } else {
      refuse(planned.id, "not in the new run", true);
    }
  }

  void match_sides(const Side& old_side, const Side& new_side) {
    MatchedHotspot matched{old_side.planned, blocks_of(old_side), blocks_of(new_side), {}};
    if (matched.before.valid_count() == 0 || matched.after.valid_count() == 0) {
      refuse_unmeasured(matched);
      return;
    }
    for (const PlannedVariant& variant : old_side.planned->variants) match_variant(variant, *new_side.planned, matched);
    for (const PlannedVariant& variant : new_side.planned->variants) {
      if (find_variant(*old_side.planned, variant.id) != nullptr) continue;
      refuse_variant(matched, variant.id, absence_reason(*old_side.planned, variant.id, "old"), false);
    }
    if (!matched.variants.empty()) matching_.hotspots.push_back(std::move(matched));
  }

  void refuse_unmeasured(const MatchedHotspot& matched) {
    const bool in_old = matched.before.valid_count() > 0;
    const bool in_new = matched.after.valid_count() > 0;
    const std::string_view where = in_old ? "the new run" : in_new ? "the old run" : "either run";
    refuse(matched.planned->id, fmt::format("no valid block in {}", where), in_old);
  }

  void match_variant(const PlannedVariant& variant, const PlannedHotspot& new_planned, MatchedHotspot& matched) {
    const PlannedVariant* counterpart = find_variant(new_planned, variant.id);
    const bool in_old = has_samples(matched.before, *matched.planned, variant);
    if (counterpart == nullptr) {
      refuse_variant(matched, variant.id, absence_reason(new_planned, variant.id, "new"), in_old);
      return;
    }
    if (in_old && has_samples(matched.after, new_planned, *counterpart)) {
      matched.variants.push_back({index_of(*matched.planned, variant), index_of(new_planned, *counterpart)});
      return;
    }
    refuse_variant(matched, variant.id, fmt::format("no valid repetition in the {} run", in_old ? "new" : "old"),
                   in_old);
  }

  void refuse_variant(const MatchedHotspot& matched, const VariantId& id, std::string reason, bool lost) {
    matching_.not_compared.push_back({matched.planned->id, id, std::move(reason), lost});
  }

  const Run& before_;
  const Run& after_;
  Matching matching_;
};

}  // namespace

Matching match_hotspots(const Run& before, const Run& after) {
  return Matcher{before, after}.match();
}

}  // namespace greenbench
