#include "harness/command_line/shared_flags.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "harness/command_line/offered_values.hpp"
#include "harness/command_line/report_choices.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {

CLI::Option* add_duration(CLI::App& app, const std::string& flag, std::optional<double>& target, ParseDuration parse,
                          const DurationTexts& texts) {
  const auto callback = [&target, parse, flag, texts](const std::string& text) {
    target = parse(text);
    if (target) return;
    const std::string with_unit = text + texts.example.substr(texts.example.find_first_not_of("0123456789"));
    if (parse(with_unit)) {
      throw CLI::ValidationError(flag, fmt::format("'{}' has no unit; write {} {}", text, flag, with_unit));
    }
    throw CLI::ValidationError(flag,
                               fmt::format("'{}' is not a duration {}, such as {}", text, texts.range, texts.example));
  };
  return app.add_option_function<std::string>(flag, callback, texts.description)->type_name("TIME");
}

void add_root_flags(CLI::App& app, FileRoots& roots) {
  app.add_option("--path.sysfs", roots.sysfs, "Read sysfs below DIR instead of /sys")->type_name("DIR");
  app.add_option("--path.procfs", roots.procfs, "Read procfs below DIR instead of /proc")->type_name("DIR");
  app.add_option("--path.devfs", roots.devfs, "Read devices below DIR instead of /dev")->type_name("DIR");
}

void add_power_model_flag(CLI::App& app, std::optional<std::filesystem::path>& target) {
  app.add_option("--power-model", target, "Power model for the estimate, a TOML file")->type_name("FILE");
}

void add_user_flag(CLI::App& app, std::optional<std::string>& user) {
  app.add_option("--user", user,
                 "As root: run workloads as this user (default: who called sudo). They never have capabilities")
      ->type_name("NAME");
}

void add_format_flags(CLI::App& app, std::string& format, const std::vector<std::string>& names) {
  const std::string description = fmt::format("What to print to standard output: {}", fmt::join(names, ", "));
  offer_only(*app.add_option("--format", format, description), "format", names)->type_name("FORMAT");
  app.add_flag_callback(
      "--json", [&format] { format = "json"; }, "Short for --format json");
}

void add_export_flag(CLI::App& app, std::vector<Export>& exports, const std::vector<std::string>& names,
                     const std::string& example) {
  const auto parse = [&exports, names, example](const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      const std::size_t equals = text.find('=');
      const std::string format = text.substr(0, equals);
      if (equals == std::string::npos || equals + 1 == text.size()) {
        throw CLI::ValidationError("--export", fmt::format("'{}' is not FORMAT=FILE, as in {}", text, example));
      }
      if (std::ranges::find(names, format) == names.end()) {
        throw CLI::ValidationError("--export", fmt::format("unknown format '{}'{} (known: {})", format,
                                                           did_you_mean(format, names), fmt::join(names, ", ")));
      }
      exports.push_back({format, text.substr(equals + 1)});
    }
  };
  app.add_option_function<std::vector<std::string>>(
         "--export", parse, fmt::format("Also write a format to a file, as in {} (repeatable)", example))
      ->type_name("FORMAT=FILE")
      ->allow_extra_args(false);
}

void add_detail_flags(CLI::App& app, Detail& detail) {
  auto* verbose = app.add_flag_callback(
      "--verbose", [&detail] { detail = Detail::everything; },
      "Print counters, memory, warnings with their figures and all captions");
  app.add_flag_callback(
         "-q,--quiet", [&detail] { detail = Detail::tables; }, "Print the tables only")
      ->excludes(verbose);
}

void add_wide_flag(CLI::App& app, bool& wide) {
  app.add_flag("--wide", wide, "Every column of the terminal format, however wide its tables become");
}

void add_page_flag(CLI::App& app, bool& page) {
  app.add_flag_callback(
      "--no-page", [&page] { page = false; }, "Leave out report.html, whose charts take a second or two");
}

namespace {

/// The description with what holds where the flag is not typed; `usual` is what does before anything was saved.
std::string with_default(const std::string& description, JudgedLike like, const std::string& usual) {
  switch (like) {
    case JudgedLike::nothing_yet:
      return fmt::format("{} (default {})", description, usual);
    case JudgedLike::saved_run:
      return description + " (default: as the run was judged)";
    case JudgedLike::both_runs:
      return fmt::format("{} (default: as both runs were judged, else {})", description, usual);
  }
  throw std::logic_error("settings without a default");
}

void add_percentage(CLI::App& app, const char* flag, std::optional<double>& target, const std::string& description) {
  add_parsed(app, flag, target, parse_fraction, "a percentage between 0% and 100%, such as 5%", description)
      ->type_name("PERCENT");
}

}  // namespace

void add_level(CLI::App& app, SettingFlags& analysis, JudgedLike like) {
  add_percentage(app, "--level", analysis.level, with_default("Confidence level of the intervals", like, "95%"));
}

void add_margin_and_level(CLI::App& app, SettingFlags& analysis, JudgedLike like) {
  add_percentage(app, "--margin", analysis.margin,
                 with_default("Differences within this margin count as equivalent", like, "2%"));
  add_level(app, analysis, like);
}

void add_carbon(CLI::App& app, SettingFlags& analysis, JudgedLike like) {
  app.add_option_function<std::string>(
         "--carbon", [&analysis](const std::string& text) { analysis.carbon = carbon_choice(text); },
         with_default("Also report CO2e, using this carbon intensity: gCO2e/kWh as a number, or a country, US state, "
                      "Nordic grid zone or cloud region, as in 400, DEU, state:CA, aws:eu-north-1; or none",
                      like, "none"))
      ->type_name("PLACE");
  add_parsed(
      app, "--pue", analysis.pue, parse_pue, "a number from 1 to 10",
      with_default("With --carbon: power usage effectiveness of the data centre; multiplies the energy", like, "1"))
      ->type_name("N");
}

void add_setting_flags(CLI::App& app, SettingFlags& analysis, JudgedLike like) {
  add_margin_and_level(app, analysis, like);
  add_parsed(app, "--baseline", analysis.baseline, baseline_choice, "LANGUAGE:NAME, as in python:join, nor own",
             with_default("Compare every other variant with this one, across languages, in the hotspots that have it; "
                          "own: each language's own baseline",
                          like, "own"))
      ->type_name("LANGUAGE:NAME");
  add_carbon(app, analysis, like);
  add_parsed(app, "--rate", analysis.operations_per_second, rate_choice,
             "a rate from 1e-9/s to 1e12/s, such as 250/s, 3/min, 10/h or 1000/day, nor none",
             with_default("With --carbon: how often the operation is done, for CO2e per year: N/s, N/min, N/h, N/day "
                          "or none",
                          like, "none"))
      ->type_name("RATE");
}

void add_server_flags(CLI::App& app, std::optional<double>& latency, std::optional<std::uint64_t>& body,
                      const std::string& prefix) {
  add_duration(app, prefix + "latency", latency, parse_pause_seconds,
               {.range = "from 0ms to 1000h",
                .example = "20ms",
                .description = "How long the local server waits before it answers (default 20ms)"});
  add_parsed(app, prefix + "body", body, parse_bytes, "a size such as 1KiB, of up to 1024MiB",
             "Size of the local server's answers (default 1KiB)")
      ->type_name("BYTES");
}

}  // namespace greenbench
