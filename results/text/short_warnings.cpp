#include "results/text/short_warnings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

namespace greenbench {
namespace {

struct ShortWarning {
  std::string_view code;
  std::string_view what;
  std::string_view action;  ///< where the warning itself suggests no flag
  bool is_minor = false;    ///< it changes no verdict, and is not on the short page
};

constexpr std::array short_forms{
    ShortWarning{"interrupted", "the run did not come to its end", "continue it with `greenbench resume DIR`"},
    ShortWarning{"control_excludes_one", "unreliable: identical code differs in this run",
                 "see `greenbench doctor`, quieten the machine and measure again"},
    ShortWarning{"idle_drift", "the idle machine's power changed during the run", "read gross joules, not net ones"},
    ShortWarning{"hotspot_failed", "could not be measured to its end", "remove the cause and run it again"},
    ShortWarning{"too_few_rounds", "too few rounds for an interval", "give it more time with --time-limit"},
    ShortWarning{"precision_not_reached", "precision not reached",
                 "quieten the machine, or accept a wider --precision"},
    ShortWarning{"below_resolution", "joules below the counter's resolution", "measure a larger --size"},
    ShortWarning{"void_blocks", "many blocks were discarded", "stop what else runs on the machine"},
    ShortWarning{"means_differ", "disturbances or skewed rounds move the plain mean", "quieten the machine", true},
    ShortWarning{"round_variance", "most of the variance is between rounds", "measure more rounds, not longer ones",
                 true},
    ShortWarning{"autocorrelated_blocks", "consecutive blocks are correlated", "measure more rounds, not longer ones",
                 true},
    ShortWarning{"position_effect", "the position in a block changes costs", "measure a larger --size"},
    ShortWarning{"trend", "a ratio changed during the run", "let the machine settle and measure again"},
};

bool is_said_elsewhere(const Warning& warning, bool preview) {
  return warning.code == "quick_preview" || warning.code == "estimated_joules" ||
         (preview && warning.code == "precision_not_reached");
}

/// One kind, with its hotspots in order.
struct Group {
  const Warning* first = nullptr;
  std::vector<std::string> hotspots;
  std::vector<SuggestedFlag> flags;  ///< each with the largest value of all
};

void add(std::vector<SuggestedFlag>& flags, const SuggestedFlag& suggested) {
  const auto same = std::ranges::find(flags, suggested.flag, &SuggestedFlag::flag);
  if (same == flags.end()) {
    flags.push_back(suggested);
  } else if (same->value < suggested.value) {
    *same = suggested;
  }
}

void add(std::vector<Group>& groups, const Warning& warning) {
  auto group = std::ranges::find_if(groups, [&](const Group& each) { return each.first->code == warning.code; });
  if (group == groups.end()) group = groups.insert(group, {.first = &warning, .hotspots = {}, .flags = {}});
  for (const SuggestedFlag& suggested : warning.flags) add(group->flags, suggested);
  const bool is_new = group->hotspots.empty() || group->hotspots.back() != warning.hotspot;
  if (!warning.hotspot.empty() && is_new) group->hotspots.push_back(warning.hotspot);
}

/// "a/b, c/d: "; of many only the first ones.
std::string where(const std::vector<std::string>& hotspots) {
  constexpr std::size_t most = 4;
  if (hotspots.empty()) return "";
  if (hotspots.size() <= most) return fmt::format("{}: ", fmt::join(hotspots, ", "));
  const std::span<const std::string> first{hotspots.data(), most - 1};
  return fmt::format("{} and {} more: ", fmt::join(first, ", "), hotspots.size() - first.size());
}

bool is_minor(const Group& group) {
  const auto* const form = std::ranges::find(short_forms, group.first->code, &ShortWarning::code);
  return form != short_forms.end() && form->is_minor;
}

std::string action_of(const Group& group, std::string_view otherwise) {
  if (group.flags.empty()) return std::string{otherwise};
  std::string text = "use";
  for (const SuggestedFlag& suggested : group.flags) text += fmt::format(" {} {}", suggested.flag, suggested.text);
  return text;
}

std::string sentence(const Group& group) {
  const auto* const form = std::ranges::find(short_forms, group.first->code, &ShortWarning::code);
  if (form == short_forms.end()) return where(group.hotspots) + group.first->text;
  return fmt::format("{}{}; {}", where(group.hotspots), form->what, action_of(group, form->action));
}

}  // namespace

ShortWarnings short_warnings(const Report& report) {
  std::vector<Group> groups;
  for (const Warning& warning : report.warnings) {
    if (!is_said_elsewhere(warning, report.run.plan.quick)) add(groups, warning);
  }
  ShortWarnings found;
  for (const Group& group : groups) {
    if (is_minor(group)) {
      ++found.left_out;
    } else {
      found.sentences.push_back(sentence(group));
    }
  }
  return found;
}

}  // namespace greenbench
