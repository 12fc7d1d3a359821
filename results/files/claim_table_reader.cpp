#include "results/files/claim_table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "results/model/document_error.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {
namespace {

toml::source_index line_of(const toml::node& node) {
  return std::max(node.source().begin.line, toml::source_index{1});
}

std::optional<double> finite_number(const toml::node* node) {
  if (node == nullptr || !node->is_number()) return std::nullopt;
  const std::optional<double> value = node->value<double>();
  return value && std::isfinite(*value) ? value : std::nullopt;
}

}  // namespace

void fail_in_file(const std::string& file, toml::source_index line, const std::string& what) {
  throw DocumentError{fmt::format("{}:{}: {}", file, line, what)};
}

void ClaimTableReader::fail(const std::string& what) const {
  fail_in_file(file_, line_of(*table_), what);
}

void ClaimTableReader::fail_at(std::string_view key, const std::string& what) const {
  const toml::node* node = table_->get(key);
  fail_in_file(file_, line_of(node == nullptr ? *table_ : *node), fmt::format("{} {}", key, what));
}

void ClaimTableReader::reject_unknown_keys(std::span<const std::string_view> known) const {
  for (const auto& [key, value] : *table_) {
    if (std::ranges::find(known, key.str()) != known.end()) continue;
    const std::vector<std::string> candidates(known.begin(), known.end());
    fail_in_file(file_, line_of(value),
                 fmt::format("unknown key {}{}", key.str(), did_you_mean(key.str(), candidates)));
  }
}

const toml::node& ClaimTableReader::required(std::string_view key) const {
  const toml::node* node = table_->get(key);
  if (node == nullptr) fail(fmt::format("{} is missing", key));
  return *node;
}

std::string ClaimTableReader::text(std::string_view key) const {
  const std::optional<std::string> value = required(key).value_exact<std::string>();
  const auto is_blank = [](unsigned char character) { return character == ' ' || character < 0x20; };
  if (!value || std::ranges::all_of(*value, is_blank)) fail_at(key, "must be a text in quotes, not empty");
  return *value;
}

double ClaimTableReader::number(std::string_view key) const {
  const std::optional<double> value = finite_number(&required(key));
  if (!value) fail_at(key, "must be a number");
  return *value;
}

std::uint64_t ClaimTableReader::size(std::string_view key) const {
  const std::optional<std::int64_t> value = required(key).value_exact<std::int64_t>();
  if (!value || *value < 1) fail_at(key, "must be a whole number above 0");
  return static_cast<std::uint64_t>(*value);
}

bool ClaimTableReader::boolean(std::string_view key) const {
  const std::optional<bool> value = required(key).value_exact<bool>();
  if (!value) fail_at(key, "must be true or false");
  return *value;
}

std::pair<double, double> ClaimTableReader::number_pair(std::string_view key) const {
  const toml::array* list = required(key).as_array();
  if (list == nullptr || list->size() != 2) fail_at(key, "must be two numbers, as in [1.5, 2.5]");
  const std::optional<double> low = finite_number(list->get(0));
  const std::optional<double> high = finite_number(list->get(1));
  if (!low || !high) fail_at(key, "must be two numbers, as in [1.5, 2.5]");
  if (*low > *high) fail_at(key, fmt::format("must have its smaller number first, not {} before {}", *low, *high));
  return {*low, *high};
}

}  // namespace greenbench
