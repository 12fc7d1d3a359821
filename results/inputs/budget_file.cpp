#include "results/inputs/budget_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "results/inputs/toml_table.hpp"
#include "results/model/document_error.hpp"
#include "results/text/nearest_name.hpp"
#include "results/text/outside_limits.hpp"

namespace greenbench {
namespace {

constexpr std::array<std::string_view, 13> budget_keys{
    "name",        "hotspot",   "variant",         "against",         "against_run",    "max_increase", "max_joules",
    "max_seconds", "max_watts", "max_cpu_seconds", "max_peak_memory", "max_grams_co2e", "estimated"};

/// Grams of CO2e rise as joules do: who limits the increase of one limits that of the other.
constexpr std::array<std::string_view, 5> increase_keys{"joules", "seconds", "watts", "cpu_seconds", "peak_memory"};

constexpr double largest_increase = 1000.0;  // 100,000%

struct Unit {
  std::string_view name;
  double factor;
};

constexpr std::array joule_units{Unit{"J", 1.0},   Unit{"mJ", 1e-3}, Unit{"uJ", 1e-6},
                                 Unit{"µJ", 1e-6}, Unit{"nJ", 1e-9}, Unit{"kJ", 1e3}};
constexpr std::array second_units{Unit{"s", 1.0},   Unit{"ms", 1e-3}, Unit{"us", 1e-6}, Unit{"µs", 1e-6},
                                  Unit{"ns", 1e-9}, Unit{"min", 60},  Unit{"h", 3600}};
constexpr std::array watt_units{Unit{"W", 1.0}, Unit{"mW", 1e-3}, Unit{"kW", 1e3}};
constexpr std::array byte_units{Unit{"B", 1},    Unit{"KiB", 1024},       Unit{"MiB", 1048576}, Unit{"GiB", 1073741824},
                                Unit{"kB", 1e3}, Unit{"MB", 1'000'000.0}, Unit{"GB", 1e9}};
constexpr std::array gram_units{Unit{"g", 1.0},   Unit{"mg", 1e-3}, Unit{"ug", 1e-6},
                                Unit{"µg", 1e-6}, Unit{"ng", 1e-9}, Unit{"kg", 1e3}};

/// How a limit on an amount is written.
struct AmountKey {
  std::string_view key;
  BudgetMetric metric;
  std::span<const Unit> units;
  std::string_view expected;
  bool takes_number;  ///< in the unit that the key names
};

constexpr std::array amount_keys{
    AmountKey{"max_joules", BudgetMetric::joules, joule_units, "a number of joules, or a text such as \"5 mJ\"", true},
    AmountKey{"max_seconds", BudgetMetric::seconds, second_units, "a number of seconds, or a text such as \"20 ms\"",
              true},
    AmountKey{"max_watts", BudgetMetric::watts, watt_units, "a number of watts, or a text such as \"500 mW\"", true},
    AmountKey{"max_cpu_seconds", BudgetMetric::cpu_seconds, second_units,
              "a number of CPU seconds, or a text such as \"20 ms\"", true},
    AmountKey{"max_peak_memory", BudgetMetric::peak_memory, byte_units, "a text such as \"200 MiB\"", false},
    AmountKey{"max_grams_co2e", BudgetMetric::grams_co2e, gram_units,
              "a number of grams of CO2e, or a text such as \"2 mg\"", true},
};

struct NumberAndUnit {
  double number;
  std::string_view unit;
};

std::optional<NumberAndUnit> number_and_unit(std::string_view text) {
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || !is_usual_number(number)) return std::nullopt;
  std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
  return NumberAndUnit{number, unit};
}

/// Empty for an unknown unit, and for what is no number with a unit at all.
std::optional<double> amount_in(std::span<const Unit> units, std::string_view text) {
  const auto parsed = number_and_unit(text);
  if (!parsed) return std::nullopt;
  const auto unit = std::ranges::find(units, parsed->unit, &Unit::name);
  return unit == units.end() ? std::nullopt : std::optional{parsed->number * unit->factor};
}

double amount_of(const TomlTable& reader, const AmountKey& key) {
  std::optional<double> amount;
  if (reader.is_text(key.key)) {
    amount = amount_in(key.units, reader.text(key.key));
  } else if (key.takes_number) {
    amount = reader.number(key.key);
  }
  if (!amount) reader.fail_at(key.key, fmt::format("must be {}", key.expected));
  if (!(*amount > 0.0)) reader.fail_at(key.key, "must be above 0");
  return *amount;
}

/// "5%" as 0.05.
double increase_of(const TomlTable& reader, std::string_view key) {
  const std::string expected = "must be a percentage in quotes, above -100% and up to 100000%, such as \"5%\"";
  if (!reader.is_text(key)) reader.fail_at(key, expected);
  const std::string text = reader.text(key);
  const auto parsed = number_and_unit(text);
  if (!parsed || parsed->unit != "%") reader.fail_at(key, expected);
  const double increase = parsed->number / 100.0;
  if (!(increase > -1.0 && increase <= largest_increase)) reader.fail_at(key, expected);
  return increase;
}

void add_increases(const TomlTable& reader, Budget& budget) {
  if (!reader.has("max_increase")) {
    const std::string_view key = reader.has("against") ? "against" : "against_run";
    reader.fail_at(key, "needs max_increase, as in max_increase = { seconds = \"5%\" }");
  }
  const TomlTable increases = reader.table("max_increase");
  increases.reject_unknown_keys(increase_keys);
  for (const BudgetMetric metric : all_budget_metrics) {
    if (!increases.has(name_of(metric))) continue;
    budget.limits.push_back({.metric = metric, .limit = increase_of(increases, name_of(metric)), .increase = true});
  }
}

BudgetReference named_reference(const TomlTable& reader) {
  const std::string text = reader.name("against");
  if (text == "baseline") return {.kind = ReferenceKind::baseline};
  if (text == "revision") return {.kind = ReferenceKind::revision};
  const std::optional<VariantId> id = parse_variant_id(text);
  if (!id) {
    reader.fail_at("against",
                   fmt::format("must be baseline, revision or LANGUAGE:NAME, as in python:concat, not '{}'", text));
  }
  return {.kind = ReferenceKind::variant, .variant = *id};
}

BudgetReference reference_of(const TomlTable& reader) {
  const bool named = reader.has("against");
  const bool saved = reader.has("against_run");
  if (named && saved) reader.fail_at("against_run", "and against are two references; a budget has one");
  if (named) return named_reference(reader);
  if (saved) return {.kind = ReferenceKind::saved_run, .run = reader.text("against_run")};
  if (reader.has("max_increase")) {
    reader.fail_at("max_increase", "needs what it is counted from, as in against = \"baseline\"");
  }
  return {};
}

bool estimated_of(const TomlTable& reader, const Budget& budget) {
  if (!reader.has("estimated")) return false;
  const bool has_joules =
      std::ranges::any_of(budget.limits, [](const BudgetLimit& each) { return needs_joules(each.metric); });
  if (!has_joules) reader.fail_at("estimated", "belongs to a limit of joules, watts or grams_co2e");
  return reader.boolean("estimated");
}

Budget budget_of(const TomlTable& reader, std::size_t number) {
  reader.reject_unknown_keys(budget_keys);
  Budget budget;
  budget.name = reader.has("name") ? reader.name("name") : fmt::format("budget {}", number);
  budget.line = reader.line();
  if (reader.has("hotspot")) budget.hotspot = reader.name("hotspot");
  if (reader.has("variant")) budget.variant = reader.text("variant");
  budget.reference = reference_of(reader);
  for (const AmountKey& key : amount_keys) {
    if (reader.has(key.key)) budget.limits.push_back({.metric = key.metric, .limit = amount_of(reader, key)});
  }
  if (budget.reference.kind != ReferenceKind::none) add_increases(reader, budget);
  if (budget.limits.empty()) {
    reader.fail(
        "no limit: one of max_joules, max_seconds, max_watts, max_cpu_seconds, max_peak_memory, max_grams_co2e "
        "or max_increase is needed");
  }
  budget.estimated = estimated_of(reader, budget);
  return budget;
}

/// The entries of [[budget]]; nothing else may stand in the file.
const toml::array& budget_tables(const toml::table& document, const std::string& file) {
  for (const auto& [key, value] : document) {
    if (key.str() == "budget") continue;
    fail_in_file(file, key.source().begin.line,
                 fmt::format("unknown key {}; a file holds [[budget]] tables", shortened(std::string{key.str()})));
  }
  const toml::node* budgets = document.get("budget");
  if (budgets == nullptr) fail_in_file(file, 1, "no [[budget]] in this file");
  if (!budgets->is_array_of_tables()) {
    fail_in_file(file, std::max(budgets->source().begin.line, toml::source_index{1}),
                 "budget must be written as [[budget]] tables");
  }
  return *budgets->as_array();
}

}  // namespace

std::vector<Budget> parse_budgets(std::string_view text, const std::string& file) {
  const toml::table document = parse_toml(text, file);
  std::vector<Budget> budgets;
  std::set<std::string> names;
  for (const toml::node& node : budget_tables(document, file)) {
    const TomlTable reader{*node.as_table(), file};
    if (budgets.size() == most_budgets) reader.fail(fmt::format("more than {} budgets", most_budgets));
    Budget budget = budget_of(reader, budgets.size() + 1);
    if (!names.insert(budget.name).second) {
      reader.fail(fmt::format("the name '{}' was there before; each budget needs one of its own", budget.name));
    }
    budgets.push_back(std::move(budget));
  }
  return budgets;
}

std::vector<Budget> read_budget_file(const std::filesystem::path& path) {
  return parse_budgets(read_toml_file(path), path.string());
}

}  // namespace greenbench
