// --margin, --level, --baseline, --carbon, --pue and --rate: which of them were typed, and what a saved run is judged
// with then. Each overrides what it is about, and nothing else.
//
//   SettingFlags flags{.margin = 0.05};                                 // --margin 5%
//   Report report = analyse(run, overridden(run.settings, flags));      // level, baseline and carbon as they were
//   SharedSettings shared = shared_settings(old_run.settings, new_run.settings, flags);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/model/analysis_settings.hpp"

namespace greenbench {

/// The words that take a saved choice back.
inline constexpr const char* own_baselines = "own";  ///< --baseline
inline constexpr const char* no_choice = "none";     ///< --carbon and --rate

/// Empty where a flag was not typed. Where it was, and took a saved choice back, the inner value is empty.
struct SettingFlags {
  std::optional<double> level = {};
  std::optional<double> margin = {};
  std::optional<std::optional<VariantId>> baseline = {};
  std::optional<std::optional<CarbonIntensity>> carbon = {};
  std::optional<double> pue = {};
  std::optional<std::optional<double>> operations_per_second = {};

  /// What --baseline names; empty where it was not typed, too.
  [[nodiscard]] std::optional<VariantId> chosen_baseline() const { return baseline.value_or(std::nullopt); }
};

/// `settings`, but for what was typed. Throws UsageError for --pue or --rate where there is no carbon intensity.
[[nodiscard]] AnalysisSettings overridden(AnalysisSettings settings, const SettingFlags& flags);

/// What two runs are compared with, and what a reader should know about it.
struct SharedSettings {
  AnalysisSettings settings;
  std::vector<std::string> notes;
};

/// Margin and level: what was typed, else what both runs were judged with, else the default, with a note. A comparison
/// of runs knows neither a chosen baseline nor carbon.
[[nodiscard]] SharedSettings shared_settings(const AnalysisSettings& before, const AnalysisSettings& after,
                                             const SettingFlags& flags);

}  // namespace greenbench
