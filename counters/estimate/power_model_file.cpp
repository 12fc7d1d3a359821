#include "counters/estimate/power_model_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include "counters/system/posix_file.hpp"

namespace greenbench {

namespace {

constexpr std::array<std::string_view, 4> known_keys = {"name", "idle_watts_per_cpu", "full_watts_per_cpu",
                                                        "memory_watts_per_gib"};

/// Reads one file; every complaint says where in it.
class ModelReader {
 public:
  explicit ModelReader(const std::filesystem::path& file) : file_(file.string()) {
    const FileRead content = read_text_file(file);
    if (content.error) throw std::runtime_error{fmt::format("{}: cannot be read: {}", file_, content.error.message())};
    try {
      // The end of the last line is taken off with the text's, but for the first half of a Windows one.
      table_ = toml::parse(content.text + "\n");
    } catch (const toml::parse_error& error) {
      fail(error.source().begin.line, std::string{error.description()});
    }
  }

  void reject_unknown_keys() const {
    for (const auto& [key, value] : table_) {
      if (std::ranges::find(known_keys, key.str()) != known_keys.end()) continue;
      fail(key.source().begin.line,
           fmt::format("unknown key {}; there are {}", key.str(), fmt::join(known_keys, ", ")));
    }
  }

  [[nodiscard]] std::string text(std::string_view key) const {
    const toml::node& node = required(table_, key, key);
    const std::optional<std::string> value = node.value_exact<std::string>();
    if (!value || value->empty()) fail(line_of(node), fmt::format("{} must be a text in quotes", key));
    return *value;
  }

  [[nodiscard]] ModelParameter parameter(std::string_view key) const {
    const toml::node& node = required(table_, key, key);
    const toml::table* range = node.as_table();
    if (range == nullptr) {
      const double value = number(node, key);
      return {value, value, value};
    }
    for (const auto& [part, value] : *range) {
      if (part.str() == "value" || part.str() == "low" || part.str() == "high") continue;
      fail(part.source().begin.line, fmt::format("unknown key {}.{}; there are value, low, high", key, part.str()));
    }
    const ModelParameter result{part(*range, key, "value"), part(*range, key, "low"), part(*range, key, "high")};
    if (result.low > result.value || result.value > result.high) {
      fail(line_of(node), fmt::format("{} must have low <= value <= high, not {}, {}, {}", key, result.low,
                                      result.value, result.high));
    }
    return result;
  }

  void require_full_above_idle(const PowerModel& model) const {
    const ModelParameter& idle = model.idle_watts_per_cpu;
    const ModelParameter& full = model.full_watts_per_cpu;
    if (full.low >= idle.low && full.value >= idle.value && full.high >= idle.high) return;
    fail(line_of(*table_.get("full_watts_per_cpu")),
         "full_watts_per_cpu must not be below idle_watts_per_cpu, in value, low or high");
  }

 private:
  [[noreturn]] void fail(toml::source_index line, const std::string& what) const {
    throw std::runtime_error{fmt::format("{}:{}: {}", file_, line, what)};
  }

  [[nodiscard]] static toml::source_index line_of(const toml::node& node) { return node.source().begin.line; }

  [[nodiscard]] const toml::node& required(const toml::table& table, std::string_view key,
                                           std::string_view shown) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) fail(std::max(line_of(table), toml::source_index{1}), fmt::format("{} is missing", shown));
    return *node;
  }

  [[nodiscard]] double part(const toml::table& range, std::string_view key, std::string_view name) const {
    const std::string shown = fmt::format("{}.{}", key, name);
    return number(required(range, name, shown), shown);
  }

  [[nodiscard]] double number(const toml::node& node, std::string_view shown) const {
    const std::optional<double> value = node.value<double>();
    if (!value || !node.is_number()) fail(line_of(node), fmt::format("{} must be a number of watts", shown));
    if (!std::isfinite(*value) || *value < 0.0) {
      fail(line_of(node), fmt::format("{} must be a power from 0 W up, not {}", shown, *value));
    }
    return *value;
  }

  std::string file_;
  toml::table table_;
};

}  // namespace

std::string power_model_text(const PowerModel& model) {
  std::ostringstream name;
  name << toml::toml_formatter{toml::value{model.name}};
  std::string text;
  std::istringstream reason{model.reason};
  for (std::string line; std::getline(reason, line);) text += "# " + line + "\n";
  text += fmt::format("name = {}\n", name.str());
  const auto add = [&text](std::string_view key, const ModelParameter& watts) {
    text +=
        fmt::format("{} = {{ value = {:.4}, low = {:.4}, high = {:.4} }}\n", key, watts.value, watts.low, watts.high);
  };
  add("idle_watts_per_cpu", model.idle_watts_per_cpu);
  add("full_watts_per_cpu", model.full_watts_per_cpu);
  add("memory_watts_per_gib", model.memory_watts_per_gib);
  return text;
}

PowerModel read_power_model_file(const std::filesystem::path& file) {
  const ModelReader reader{file};
  reader.reject_unknown_keys();
  PowerModel model;
  model.name = reader.text("name");
  model.reason = fmt::format("given by {}", file.string());
  model.idle_watts_per_cpu = reader.parameter("idle_watts_per_cpu");
  model.full_watts_per_cpu = reader.parameter("full_watts_per_cpu");
  model.memory_watts_per_gib = reader.parameter("memory_watts_per_gib");
  reader.require_full_above_idle(model);
  return model;
}

}  // namespace greenbench
