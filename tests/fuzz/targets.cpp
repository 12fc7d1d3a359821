#include "tests/fuzz/targets.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "analysis/analyse.hpp"
#include "analysis/budgets/budgets.hpp"
#include "analysis/claims/claims.hpp"
#include "analysis/runs/compare_runs.hpp"
#include "harness/command_line/failure.hpp"
#include "harness/command_line/parse_value.hpp"
#include "harness/command_line/report_choices.hpp"
#include "harness/controller/journal.hpp"
#include "harness/machine/process_stat.hpp"
#include "harness/protocol/worker_protocol.hpp"
#include "results/budgets/budget_writers.hpp"
#include "results/docs/doc_page.hpp"
#include "results/files/atomic_file.hpp"
#include "results/files/run_document.hpp"
#include "results/files/samples_csv.hpp"
#include "results/inputs/budget_file.hpp"
#include "results/inputs/claims_file.hpp"
#include "results/inputs/power_model_file.hpp"
#include "results/page/charts.hpp"
#include "results/writers/writers.hpp"

namespace greenbench::testing {
namespace {

/// Stands between the two files of a run. Neither holds it.
constexpr char separator = '\x1e';

bool foreign_messages_are_findings = true;

/// A message of the standard library, of a binding or of a template is not meant for users.
void check_message(std::string_view message) {
  if (message.empty()) throw std::logic_error{"an empty message"};
  if (!foreign_messages_are_findings) return;
  for (const std::string_view part :
       {"std::", "basic_string", "Unable to cast", "boost::", "json.exception", "what():"}) {
    if (message.find(part) != std::string_view::npos) {
      throw std::logic_error{fmt::format("a message for nobody: {}", message)};
    }
  }
}

/// Refusing a text is right.
template <class Work>
bool may_refuse(Work work) {
  try {
    work();
    return true;
  } catch (const DocumentError& error) {
    check_message(error.what());
  } catch (const UsageError& error) {
    check_message(error.what());
  } catch (const MarkerError& error) {
    check_message(error.what());
  }
  return false;
}

/// Reports of a small text stay small.
void check_size(std::string_view output, std::size_t input_bytes) {
  if (output.size() > 20'000'000 + 50 * input_bytes) {
    throw std::logic_error{fmt::format("{} bytes out of {}", output.size(), input_bytes)};
  }
}

Run run_of(std::string_view document, std::string_view samples) {
  Run run = run_from_document(document, "run.json");
  std::istringstream rows{std::string{samples}};
  read_samples_csv(rows, "samples.csv", run);
  return run;
}

struct Golden {
  Run run;
  Report report;
};

const Golden& golden() {
  static const Golden the_golden = [] {
    const std::filesystem::path folder = std::filesystem::path{GREENBENCH_TESTS_FOLDER} / "golden";
    Run run = run_of(read_file(folder / "measured.json"), read_file(folder / "measured.csv"));
    Report report = analyse(run, {});
    return Golden{std::move(run), std::move(report)};
  }();
  return the_golden;
}

void write_comparison(const Run& before, const Run& after, std::size_t input_bytes) {
  const RunComparison comparison =
      compare_runs({before, "old"}, {after, "new"}, {.analysis = {}, .fail_on_regression = 0.05});
  for (const CompareWriter& writer : compare_writers()) check_size(writer.write(comparison, {}), input_bytes);
}

bool take_run(std::string_view text) {
  const std::size_t end = std::min(text.find(separator), text.size());
  return may_refuse([&] {
    const Run run = run_of(text.substr(0, end), text.substr(std::min(end + 1, text.size())));
    AnalysisSettings settings = run.settings;
    if (text.size() % 2 == 1) settings.carbon = CarbonSettings{.intensity = *carbon_choice("DEU")};
    const Report report = analyse(run, settings);
    for (const Writer& writer : writers()) check_size(writer.write(report, run, {}), text.size());
    static_cast<void>(json_text(chart_data(report, run)));
    write_comparison(run, golden().run, text.size());
    write_comparison(golden().run, run, text.size());
  });
}

bool take_claims(std::string_view text) {
  return may_refuse([&] {
    const std::vector<Claim> claims = parse_claims(text, "claims.toml");
    const ClaimsReport report = check_claims({claims, "claims.toml"}, {golden().run, "run"}, golden().report);
    for (const ClaimsWriter& writer : claims_writers()) check_size(writer.write(report, {}), text.size());
  });
}

/// Every saved run that a budget names is the golden one.
bool take_budgets(std::string_view text) {
  return may_refuse([&] {
    const std::vector<Budget> budgets = parse_budgets(text, "energy.toml");
    SavedRuns saved;
    for (const Budget& each : budgets) saved.try_emplace(each.reference.run, NamedRun{golden().run, "main"});
    const BudgetReport report = check_budgets({budgets, "energy.toml"}, {golden().run, "run"}, golden().report, saved);
    for (const BudgetWriter& writer : budget_writers()) check_size(writer.write(report, {}), text.size());
  });
}

bool take_power_model(std::string_view text) {
  return may_refuse([&] {
    const PowerModel model = parse_power_model(text, "model.toml");
    static_cast<void>(parse_power_model(power_model_text(model), "again.toml"));
  });
}

/// A folder that lasts as long as the program, for what is read from a file only.
const std::filesystem::path& own_folder() {
  struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / fmt::format("greenbench-fuzz-{}", getpid());
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
  };
  static const Folder folder;
  return folder.path;
}

bool take_journal(std::string_view text) {
  std::ofstream{own_folder() / "journal.jsonl", std::ios::binary} << text;
  return may_refuse([&] {
    const ResumedRun resumed = read_journal(own_folder());
    const Report report = analyse(resumed.run, resumed.run.settings);
    for (const Writer& writer : writers()) check_size(writer.write(report, resumed.run, {}), text.size());
  });
}

bool take_page(std::string_view text) {
  bool taken = false;
  for (const Markup markup : {Markup::markdown, Markup::restructured_text}) {
    taken |= may_refuse([&] { static_cast<void>(regenerate_page(text, markup, {&golden().report, 1})); });
  }
  return taken;
}

/// What was understood is said and understood again.
template <class Understand>
bool take_line(std::string_view text, Understand understand) {
  return may_refuse([&] { static_cast<void>(understand(line_of(understand(std::string{text})))); });
}

bool take_message(std::string_view text) {
  return take_line(text, message_from_line);
}
bool take_command(std::string_view text) {
  return take_line(text, command_from_line);
}
bool take_request(std::string_view text) {
  return take_line(text, request_from_line);
}

bool take_value(std::string_view text) {
  for (const auto parse : {parse_fraction, parse_share, parse_seconds, parse_pause_seconds, parse_rate, parse_pue,
                           parse_grams_per_kilowatt_hour}) {
    if (const auto value = parse(text); value && !(*value >= 0.0 && *value <= 1e13)) {
      throw std::logic_error{fmt::format("{} is read as {}", text, *value)};
    }
  }
  static_cast<void>(parse_seed(text));
  static_cast<void>(parse_bytes(text));
  static_cast<void>(parse_variant_id(text));
  return may_refuse([&] { static_cast<void>(carbon_choice(text)); });
}

/// A line of the kernel's, with a name that any process may choose.
bool take_process(std::string_view text) {
  const std::optional<ProcessStat> stat = parse_process_stat(text);
  if (stat && (stat->name.size() >= text.size() || stat->own < Seconds{})) {
    throw std::logic_error{fmt::format("{} is read as the process {}", text, stat->name)};
  }
  return stat.has_value();
}

constexpr std::array targets{FuzzTarget{"run", take_run},         FuzzTarget{"journal", take_journal},
                             FuzzTarget{"claims", take_claims},   FuzzTarget{"power_model", take_power_model},
                             FuzzTarget{"page", take_page},       FuzzTarget{"message", take_message},
                             FuzzTarget{"command", take_command}, FuzzTarget{"request", take_request},
                             FuzzTarget{"value", take_value},     FuzzTarget{"process", take_process},
                             FuzzTarget{"budgets", take_budgets}};

}  // namespace

void watch_for_foreign_messages(bool watch) {
  foreign_messages_are_findings = watch;
}

std::span<const FuzzTarget> fuzz_targets() {
  return targets;
}

const FuzzTarget* find_fuzz_target(std::string_view name) {
  const auto* const found = std::ranges::find(targets, name, &FuzzTarget::name);
  return found == targets.end() ? nullptr : &*found;
}

}  // namespace greenbench::testing
