#include "harness/command_line/shared_flags.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/command_line/offered_values.hpp"
#include "harness/command_line/report_choices.hpp"

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

void add_verbose_flag(CLI::App& app, bool& verbose) {
  app.add_flag("--verbose", verbose, "Print counters, memory, warnings with their figures and all captions");
}

void add_wide_flag(CLI::App& app, bool& wide) {
  app.add_flag("--wide", wide, "Every column of the terminal format, however wide its tables become");
}

void add_page_flag(CLI::App& app, bool& page) {
  app.add_flag_callback(
      "--no-page", [&page] { page = false; }, "Leave out report.html, whose charts take a second or two");
}

void add_analysis_flags(CLI::App& app, AnalysisSettings& analysis) {
  add_fraction(app, "--margin", analysis.margin, "Differences within this margin count as equivalent (default 2%)");
  add_fraction(app, "--level", analysis.level, "Confidence level of the intervals (default 95%)");
}

void add_baseline_flag(CLI::App& app, AnalysisSettings& analysis) {
  add_parsed(app, "--baseline", analysis.baseline, parse_variant_id, "LANGUAGE:NAME, as in python:join",
             "Compare every other variant with this one, across languages, in the hotspots that have it (default: each "
             "language's own baseline)")
      ->type_name("LANGUAGE:NAME");
}

void add_carbon_flags(CLI::App& app, AnalysisSettings& analysis) {
  const auto choose = [&analysis](const std::string& text) {
    analysis.carbon = CarbonSettings{.intensity = carbon_choice(text)};
  };
  auto* carbon = app.add_option_function<std::string>(
                        "--carbon", choose,
                        "Say also what the energy means in CO2e, with this carbon intensity: gCO2e/kWh as a number, or "
                        "a country, US state, Nordic grid zone or cloud region, as in 400, DEU, state:CA, "
                        "aws:eu-north-1")
                     ->type_name("PLACE");
  // CLI11 handles flags in the order in which they are added here; one without --carbon is refused after that.
  const auto into_carbon = [&analysis](auto parse, std::string flag, std::string expected, auto assign) {
    return [=, &analysis](const std::string& text) {
      const std::optional<double> value = parse(text);
      if (!value) throw CLI::ValidationError(flag, "'" + text + "' is not " + expected);
      if (analysis.carbon) assign(*analysis.carbon, *value);
    };
  };
  app.add_option_function<std::string>(
         "--pue",
         into_carbon(parse_pue, "--pue", "a number from 1 to 10",
                     [](CarbonSettings& to, double value) { to.pue = value; }),
         "Power usage effectiveness of the data centre: multiplies the energy (default 1)")
      ->type_name("N")
      ->needs(carbon);
  app.add_option_function<std::string>(
         "--rate",
         into_carbon(parse_rate, "--rate", "a rate from 1e-9/s to 1e12/s, such as 250/s, 3/min, 10/h or 1000/day",
                     [](CarbonSettings& to, double value) { to.operations_per_second = value; }),
         "How often the operation is done, for CO2e per year: N/s, N/min, N/h or N/day")
      ->type_name("RATE")
      ->needs(carbon);
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
