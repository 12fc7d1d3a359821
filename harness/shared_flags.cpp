#include "harness/baseline_choice.hpp"
#include "harness/command_flags.hpp"
#include "harness/flag_values.hpp"
#include "results/nearest_name.hpp"

namespace greenbench {

void add_root_flags(CLI::App& app, FileRoots& roots) {
  app.add_option("--path.sysfs", roots.sysfs, "Read sysfs below DIR instead of /sys")->type_name("DIR");
  app.add_option("--path.procfs", roots.procfs, "Read procfs below DIR instead of /proc")->type_name("DIR");
  app.add_option("--path.devfs", roots.devfs, "Read devices below DIR instead of /dev")->type_name("DIR");
}

void add_power_model_flag(CLI::App& app, std::optional<std::filesystem::path>& target) {
  app.add_option("--power-model", target, "Power model for the estimate, a TOML file")->type_name("FILE");
}

void add_format_flags(CLI::App& app, std::string& format, const std::vector<std::string>& names) {
  app.add_option("--format", format, "What to print to standard output: " + CLI::detail::join(names, ", "))
      ->type_name("FORMAT")
      ->check([names](const std::string& name) {
        if (std::find(names.begin(), names.end(), name) != names.end()) return std::string{};
        return "unknown format '" + name + "'" + did_you_mean(name, names);
      });
  app.add_flag_callback(
      "--json", [&format] { format = "json"; }, "Short for --format json");
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

void add_server_flags(CLI::App& app, std::optional<double>& latency, std::optional<std::uint64_t>& body,
                      const std::string& prefix) {
  add_parsed(app, prefix + "latency", latency, parse_pause_seconds, "a duration such as 20ms, or 0ms",
             "How long the local server waits before it answers (default 20ms)")
      ->type_name("TIME");
  add_parsed(app, prefix + "body", body, parse_bytes, "a size such as 1KiB, of up to 1024MiB",
             "Size of the local server's answers (default 1KiB)")
      ->type_name("BYTES");
}

}  // namespace greenbench
