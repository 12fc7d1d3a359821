#include "harness/command_line/setting_flags.hpp"

#include <fmt/format.h>

#include "harness/command_line/failure.hpp"
#include "results/repeat/typed_value.hpp"

namespace greenbench {
namespace {

void override_carbon(std::optional<CarbonSettings>& carbon, const SettingFlags& flags) {
  if (flags.carbon && !*flags.carbon) carbon.reset();
  if (flags.carbon && *flags.carbon) {
    if (!carbon) carbon.emplace();
    carbon->intensity = **flags.carbon;
  }
  if (!carbon && (flags.pue || flags.operations_per_second)) {
    throw UsageError{fmt::format("{} requires --carbon PLACE", flags.pue ? "--pue" : "--rate")};
  }
  if (flags.pue) carbon->pue = *flags.pue;
  if (flags.operations_per_second) carbon->operations_per_second = *flags.operations_per_second;
}

/// One number of the settings that a comparison has.
struct SharedNumber {
  const char* flag;
  double AnalysisSettings::*number;
};

constexpr SharedNumber shared_numbers[] = {{"--margin", &AnalysisSettings::margin},
                                           {"--level", &AnalysisSettings::level}};

}  // namespace

AnalysisSettings overridden(AnalysisSettings settings, const SettingFlags& flags) {
  settings.level = flags.level.value_or(settings.level);
  settings.margin = flags.margin.value_or(settings.margin);
  if (flags.baseline) settings.baseline = *flags.baseline;
  override_carbon(settings.carbon, flags);
  return settings;
}

SharedSettings shared_settings(const AnalysisSettings& before, const AnalysisSettings& after,
                               const SettingFlags& flags) {
  const AnalysisSettings old_run = overridden({.level = before.level, .margin = before.margin}, flags);
  const AnalysisSettings new_run = overridden({.level = after.level, .margin = after.margin}, flags);
  SharedSettings shared;
  for (const auto& [flag, number] : shared_numbers) {
    if (old_run.*number == new_run.*number) {
      shared.settings.*number = old_run.*number;
      continue;
    }
    shared.notes.push_back(
        fmt::format("OLD was judged with {0} {1}, NEW with {0} {2}; this comparison uses {3}, and {0} "
                    "chooses another",
                    flag, percent_to_type(old_run.*number), percent_to_type(new_run.*number),
                    percent_to_type(shared.settings.*number)));
  }
  return shared;
}

}  // namespace greenbench
