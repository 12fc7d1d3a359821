// Flags that several commands share, and flags whose values people type as text with a unit: counts, percentages,
// durations.
//
//   add_setting_flags(app, report.analysis, JudgedLike::saved_run);    // --margin, --baseline and so on, wherever they
//   are flags add_count(app, "--max-rounds", run.max_rounds, "Rounds per hotspot, at most") add_duration(app,
//   "--time-limit", run.time_limit_seconds, parse_seconds, {"from 1us to 1000h", "60s", "Time"});
#pragma once

#include <CLI/CLI.hpp>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "harness/command_line/options.hpp"
#include "harness/command_line/parse_value.hpp"

namespace greenbench {

/// A flag whose text is turned into a number by one of the parse_... functions.
template <class Number, class Parse>
CLI::Option* add_parsed(CLI::App& app, const std::string& flag, std::optional<Number>& target, Parse parse,
                        const std::string& expected, const std::string& description) {
  const auto callback = [&target, parse, flag, expected](const std::string& text) {
    const auto value = parse(text);
    if (!value) throw CLI::ValidationError(flag, "'" + text + "' is not " + expected);
    target = *value;
  };
  return app.add_option_function<std::string>(flag, callback, description);
}

/// The texts of a flag for a duration: `range` as in "from 1us to 1000h", `example` as in "60s".
struct DurationTexts {
  std::string range;
  std::string example;
  std::string description;
};

/// A flag for a duration. A number without a unit is refused with the unit of the example.
using ParseDuration = std::optional<double> (*)(std::string_view);
CLI::Option* add_duration(CLI::App& app, const std::string& flag, std::optional<double>& target, ParseDuration parse,
                          const DurationTexts& texts);

template <class Count>
CLI::Option* add_count(CLI::App& app, const std::string& flag, std::optional<Count>& target,
                       const std::string& description) {
  const auto parse = [](const std::string& text) -> std::optional<Count> {
    Count value{};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || value == 0) return std::nullopt;
    return value;
  };
  return add_parsed(app, flag, target, parse, "a whole number above 0", description)->type_name("N");
}

/// Where sysfs, procfs and devices are read from.
void add_root_flags(CLI::App& app, FileRoots& roots);
void add_power_model_flag(CLI::App& app, std::optional<std::filesystem::path>& target);

/// What holds where no flag of the settings is typed.
enum class JudgedLike { nothing_yet, saved_run, both_runs };

void add_level(CLI::App& app, SettingFlags& analysis, JudgedLike like);
void add_margin_and_level(CLI::App& app, SettingFlags& analysis, JudgedLike like);
/// --carbon and --pue.
void add_carbon(CLI::App& app, SettingFlags& analysis, JudgedLike like);
/// Margin, level, --baseline, these, and --rate.
void add_setting_flags(CLI::App& app, SettingFlags& analysis, JudgedLike like);

/// How the local server answers; `prefix` stands before "latency" and "body".
void add_server_flags(CLI::App& app, std::optional<double>& latency, std::optional<std::uint64_t>& body,
                      const std::string& prefix);
void add_user_flag(CLI::App& app, std::optional<std::string>& user);
/// --format with one of the names, and --json.
void add_format_flags(CLI::App& app, std::string& format, const std::vector<std::string>& names);

void add_wide_flag(CLI::App& app, bool& wide);
/// --export FORMAT=FILE, into one of these formats.
void add_export_flag(CLI::App& app, std::vector<Export>& exports, const std::vector<std::string>& names,
                     const std::string& example = "csv=samples.csv");
void add_detail_flags(CLI::App& app, Detail& detail);
void add_page_flag(CLI::App& app, bool& page);

}  // namespace greenbench
