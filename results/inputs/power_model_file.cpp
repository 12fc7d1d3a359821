#include "results/inputs/power_model_file.hpp"

#include <array>
#include <sstream>
#include <string_view>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "results/inputs/toml_table.hpp"

namespace greenbench {

namespace {

constexpr std::array<std::string_view, 6> model_keys = {
    "name", "scope", "idle_watts_per_cpu", "full_watts_per_cpu", "memory_watts_per_gib", "load_exponent"};
constexpr std::array<std::string_view, 3> range_keys = {"value", "low", "high"};

double watts(const TomlTable& table, std::string_view key) {
  const double value = table.number(key);
  if (value < 0.0) table.fail_at(key, fmt::format("must be a power from 0 W up, not {}", value));
  return value;
}

ModelParameter parameter(const TomlTable& model, std::string_view key) {
  if (!model.is_table(key)) {
    const double value = watts(model, key);
    return {value, value, value};
  }
  const TomlTable range = model.table(key);
  range.reject_unknown_keys(range_keys);
  const ModelParameter result{watts(range, "value"), watts(range, "low"), watts(range, "high")};
  if (result.low > result.value || result.value > result.high) {
    model.fail_at(key,
                  fmt::format("must have low <= value <= high, not {}, {}, {}", result.low, result.value, result.high));
  }
  return result;
}

void require_full_above_idle(const TomlTable& table, const PowerModel& model) {
  const ModelParameter& idle = model.idle_watts_per_cpu;
  const ModelParameter& full = model.full_watts_per_cpu;
  if (full.low >= idle.low && full.value >= idle.value && full.high >= idle.high) return;
  table.fail_at("full_watts_per_cpu", "must not be below idle_watts_per_cpu, in value, low or high");
}

}  // namespace

PowerModel parse_power_model(std::string_view text, const std::string& file) {
  const toml::table document = parse_toml(text, file);
  const TomlTable table{document, file};
  table.reject_unknown_keys(model_keys);
  PowerModel model;
  model.name = table.name("name");
  model.reason = fmt::format("given by {}", file);
  model.idle_watts_per_cpu = parameter(table, "idle_watts_per_cpu");
  model.full_watts_per_cpu = parameter(table, "full_watts_per_cpu");
  model.memory_watts_per_gib = parameter(table, "memory_watts_per_gib");
  if (table.has("scope")) model.scope = table.name("scope");
  if (table.has("load_exponent")) {
    model.load_exponent = table.number("load_exponent");
    if (!(model.load_exponent > 0.0 && model.load_exponent <= most_load_exponent)) {
      table.fail_at("load_exponent",
                    fmt::format("must be above 0 and at most {}, not {}", most_load_exponent, model.load_exponent));
    }
  }
  require_full_above_idle(table, model);
  return model;
}

PowerModel read_power_model_file(const std::filesystem::path& file) {
  return parse_power_model(read_toml_file(file), file.string());
}

std::string power_model_text(const PowerModel& model) {
  const auto toml_text = [](const std::string& value) {
    std::ostringstream text;
    text << toml::toml_formatter{toml::value{value}};
    return text.str();
  };
  std::string text;
  std::istringstream reason{model.reason};
  for (std::string line; std::getline(reason, line);) text += "# " + line + "\n";
  text += fmt::format("name = {}\n", toml_text(model.name));
  if (!model.scope.empty()) text += fmt::format("scope = {}\n", toml_text(model.scope));
  const auto add = [&text](std::string_view key, const ModelParameter& watts) {
    text +=
        fmt::format("{} = {{ value = {:.4}, low = {:.4}, high = {:.4} }}\n", key, watts.value, watts.low, watts.high);
  };
  add("idle_watts_per_cpu", model.idle_watts_per_cpu);
  add("full_watts_per_cpu", model.full_watts_per_cpu);
  add("memory_watts_per_gib", model.memory_watts_per_gib);
  text += fmt::format("load_exponent = {:.4}\n", model.load_exponent);
  return text;
}

}  // namespace greenbench
