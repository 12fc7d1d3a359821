#include "results/text/short_warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace greenbench {
namespace {

struct ShortWarning {
  std::string_view code;
  std::string_view what;
  std::string_view action;  ///< empty: nothing is to be done
};

constexpr std::array short_forms{
    ShortWarning{"interrupted", "the run did not come to its end", "continue it with `greenbench resume DIR`"},
    ShortWarning{"control_excludes_one", "unreliable: identical code differs in this run",
                 "see `greenbench doctor`, quieten the machine and measure again"},
    ShortWarning{"idle_drift", "the idle machine's power changed during the run", "read gross joules, not net ones"},
    ShortWarning{"hotspot_failed", "could not be measured to its end", "remove the cause and run it again"},
    ShortWarning{"too_few_rounds", "too few rounds for an interval", "raise --time-limit"},
    ShortWarning{"precision_not_reached", "precision not reached", "raise --time-limit, or accept a wider --precision"},
    ShortWarning{"below_resolution", "joules below the counter's resolution", "raise --min-region"},
    ShortWarning{"void_blocks", "many blocks were discarded", "stop what else runs on the machine"},
    ShortWarning{"means_differ", "disturbances or skewed rounds move the plain mean", "quieten the machine"},
    ShortWarning{"round_variance", "most of the variance is between rounds", "measure more rounds, not longer ones"},
    ShortWarning{"autocorrelated_blocks", "consecutive blocks are correlated", "measure more rounds, not longer ones"},
    ShortWarning{"position_effect", "the position in a block changes costs", "raise --min-region"},
    ShortWarning{"trend", "a ratio changed during the run", "let the machine settle and measure again"},
};

bool is_said_elsewhere(const Warning& warning, bool preview) {
  return warning.code == "quick_preview" || warning.code == "estimated_joules" ||
         (preview && warning.code == "precision_not_reached");
}

/// One kind, with its hotspots in order.
struct Group {
  const Warning* first = nullptr;
  std::string hotspots;
};

void add(std::vector<Group>& groups, const Warning& warning) {
  auto group = std::ranges::find_if(groups, [&](const Group& each) { return each.first->code == warning.code; });
  if (group == groups.end()) group = groups.insert(group, {.first = &warning, .hotspots = ""});
  if (warning.hotspot.empty() || group->hotspots.ends_with(warning.hotspot)) return;
  group->hotspots += (group->hotspots.empty() ? "" : ", ") + warning.hotspot;
}

std::string sentence(const Group& group) {
  const auto* const form = std::ranges::find(short_forms, group.first->code, &ShortWarning::code);
  const std::string where = group.hotspots.empty() ? "" : group.hotspots + ": ";
  if (form == short_forms.end()) return where + group.first->text;
  return fmt::format("{}{}; {}", where, form->what, form->action);
}

}  // namespace

std::vector<std::string> short_warnings(const Report& report) {
  std::vector<Group> groups;
  for (const Warning& warning : report.warnings) {
    if (!is_said_elsewhere(warning, report.run.plan.quick)) add(groups, warning);
  }
  std::vector<std::string> sentences;
  for (const Group& group : groups) sentences.push_back(sentence(group));
  return sentences;
}

}  // namespace greenbench
