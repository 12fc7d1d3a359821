#include "results/repeat/repeat_command.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "results/model/hotspot_file_name.hpp"
#include "results/model/names.hpp"
#include "results/repeat/shell_word.hpp"
#include "results/repeat/typed_value.hpp"

namespace greenbench {
namespace {

/// What one command has to say.
struct Told {
  const RunRequest& request;
  const Plan& plan;
  const AnalysisSettings& settings;
};

/// One for each time that the flag is given; an empty one where it has no value.
using Values = std::vector<std::string>;

struct RepeatedFlag {
  std::string_view flag;  ///< empty: words without one
  Values (*values)(const Told& told);
};

Values if_set(bool is_set) {
  return is_set ? Values{""} : Values{};
}

Values unless(std::string_view usual, const std::string& value) {
  return value.empty() || value == usual ? Values{} : Values{value};
}

/// A file without --file is meant whole beside a suite or a hotspot; such words end as hotspot files do.
Values files(const Told& told, bool without_flag) {
  Values values;
  std::ranges::copy_if(told.request.files, std::back_inserter(values), [&](const std::string& file) {
    return (told.request.whole_files && is_hotspot_file_name(file)) == without_flag;
  });
  return values;
}

/// The same for all hotspots that have one.
const ServerSettings* server(const Told& told) {
  for (const PlannedHotspot& hotspot : told.plan.hotspots) {
    if (hotspot.server) return &*hotspot.server;
  }
  return nullptr;
}

std::string carbon_text(const CarbonIntensity& intensity) {
  if (intensity.kind == PlaceKind::given) return number_to_type(intensity.value.value());
  return std::string{prefix_of(intensity.kind)} + intensity.code;
}

Values rate(const std::optional<CarbonSettings>& carbon) {
  if (!carbon || !carbon->operations_per_second) return {};
  return {rate_to_type(*carbon->operations_per_second)};
}

/// In the order in which they are printed: what is measured, where joules come from, how long, and how it is judged.
constexpr std::array repeated{
    RepeatedFlag{"", [](const Told& told) { return files(told, true); }},
    RepeatedFlag{"--suite", [](const Told& told) { return told.request.suites; }},
    RepeatedFlag{"--hotspot", [](const Told& told) { return told.request.hotspots; }},
    RepeatedFlag{"--file", [](const Told& told) { return files(told, false); }},
    RepeatedFlag{"--language", [](const Told& told) { return told.request.languages; }},
    RepeatedFlag{"--variant", [](const Told& told) { return told.request.variants; }},
    RepeatedFlag{
        "--size",
        [](const Told& told) { return told.request.size ? Values{std::to_string(*told.request.size)} : Values{}; }},
    RepeatedFlag{"--article-size", [](const Told& told) { return if_set(told.request.article_size); }},
    RepeatedFlag{"--sweep", [](const Told& told) { return if_set(told.request.sweep); }},
    RepeatedFlag{"--against",
                 [](const Told& told) {
                   const auto& revisions = told.plan.revisions;
                   return revisions ? Values{revisions->old_commit} : Values{};
                 }},
    RepeatedFlag{
        "--build",
        [](const Told& told) { return told.plan.revisions ? unless("", told.plan.revisions->build) : Values{}; }},
    RepeatedFlag{"--server-latency",
                 [](const Told& told) {
                   const ServerSettings* found = server(told);
                   return found == nullptr ? Values{} : Values{seconds_to_type(found->latency_seconds)};
                 }},
    RepeatedFlag{"--server-body",
                 [](const Told& told) {
                   const ServerSettings* found = server(told);
                   return found == nullptr ? Values{} : Values{std::to_string(found->body_bytes)};
                 }},
    RepeatedFlag{
        "--source",
        [](const Told& told) { return unless("", fmt::format("{}", fmt::join(told.plan.requested_sources, ","))); }},
    RepeatedFlag{"--require-measured", [](const Told& told) { return if_set(told.request.require_measured); }},
    RepeatedFlag{"--power-model", [](const Told& told) { return unless("", told.plan.power_model_file); }},
    RepeatedFlag{"--path.sysfs", [](const Told& told) { return unless("/sys", told.plan.sysfs); }},
    RepeatedFlag{"--path.procfs", [](const Told& told) { return unless("/proc", told.plan.procfs); }},
    RepeatedFlag{"--path.devfs", [](const Told& told) { return unless("/dev", told.plan.devfs); }},
    RepeatedFlag{"--user", [](const Told& told) { return unless("", told.plan.user); }},
    RepeatedFlag{"--allow-unoptimized", [](const Told& told) { return if_set(told.request.allow_unoptimized); }},
    RepeatedFlag{"--seed", [](const Told& told) { return Values{std::to_string(told.plan.seed)}; }},
    RepeatedFlag{"--quick", [](const Told& told) { return if_set(told.plan.quick); }},
    RepeatedFlag{"--precision", [](const Told& told) { return Values{percent_to_type(told.plan.limits.precision)}; }},
    RepeatedFlag{"--min-rounds", [](const Told& told) { return Values{std::to_string(told.plan.limits.min_rounds)}; }},
    RepeatedFlag{"--max-rounds", [](const Told& told) { return Values{std::to_string(told.plan.limits.max_rounds)}; }},
    RepeatedFlag{"--time-limit",
                 [](const Told& told) { return Values{seconds_to_type(told.plan.limits.time_limit_seconds)}; }},
    RepeatedFlag{"--min-region",
                 [](const Told& told) { return Values{seconds_to_type(told.plan.limits.min_region_seconds)}; }},
    RepeatedFlag{"--worker-timeout",
                 [](const Told& told) { return Values{seconds_to_type(told.plan.limits.worker_timeout_seconds)}; }},
    RepeatedFlag{"--max-other-load",
                 [](const Told& told) { return Values{percent_to_type(told.request.max_other_load)}; }},
    RepeatedFlag{"--margin", [](const Told& told) { return Values{percent_to_type(told.settings.margin)}; }},
    RepeatedFlag{"--level", [](const Told& told) { return Values{percent_to_type(told.settings.level)}; }},
    RepeatedFlag{
        "--baseline",
        [](const Told& told) { return told.settings.baseline ? Values{told.settings.baseline->text()} : Values{}; }},
    RepeatedFlag{"--carbon",
                 [](const Told& told) {
                   const auto& carbon = told.settings.carbon;
                   return carbon ? Values{carbon_text(carbon->intensity)} : Values{};
                 }},
    RepeatedFlag{"--pue",
                 [](const Told& told) {
                   return told.settings.carbon ? Values{number_to_type(told.settings.carbon->pue)} : Values{};
                 }},
    RepeatedFlag{"--rate", [](const Told& told) { return rate(told.settings.carbon); }},
};

/// A file given by hand names the run after itself.
bool is_user_file(const Plan& plan, const PlannedHotspot& hotspot) {
  return !hotspot.file.empty() && is_hotspot_file_name(plan.suite_label);
}

/// What the plan itself says of a request that was not kept: one for each size.
std::vector<RunRequest> requests_by_size(const Plan& plan) {
  std::vector<RunRequest> requests;
  for (const PlannedHotspot& hotspot : plan.hotspots) {
    auto same_size = std::ranges::find(requests, hotspot.size, &RunRequest::size);
    if (same_size == requests.end()) same_size = requests.insert(same_size, RunRequest{.size = hotspot.size});
    same_size->hotspots.push_back(hotspot.id);
    if (!is_user_file(plan, hotspot)) continue;
    if (std::ranges::find(same_size->files, hotspot.file) == same_size->files.end()) {
      same_size->files.push_back(hotspot.file);
    }
  }
  return requests;
}

std::string command_of(const Told& told) {
  const std::vector<std::string>& exec_words = told.request.exec_words;
  std::string command = exec_words.empty() ? "greenbench run" : "greenbench exec";
  for (const RepeatedFlag& each : repeated) {
    for (const std::string& value : each.values(told)) command += " " + flag_word(each.flag, value);
  }
  // Last: what follows `--` is the command's own.
  for (const std::string& word : exec_words) command += " " + shell_word(word);
  return command;
}

}  // namespace

std::vector<std::string> commands_to_repeat(const Report& report) {
  const Plan& plan = report.run.plan;
  std::vector<std::string> commands;
  for (const RunRequest& request : plan.request ? std::vector{*plan.request} : requests_by_size(plan)) {
    commands.push_back(command_of({.request = request, .plan = plan, .settings = report.settings}));
  }
  return commands;
}

std::vector<std::string_view> repeated_flags() {
  std::vector<std::string_view> flags;
  for (const RepeatedFlag& each : repeated) {
    if (!each.flag.empty()) flags.push_back(each.flag);
  }
  return flags;
}

}  // namespace greenbench
