#include "results/inputs/toml_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <system_error>
#include <vector>

#include "results/files/atomic_file.hpp"
#include "results/model/document_error.hpp"
#include "results/text/nearest_name.hpp"
#include "results/text/outside_limits.hpp"

namespace greenbench {
namespace {

toml::source_index line_of(const toml::node& node) {
  return std::max(node.source().begin.line, toml::source_index{1});
}

std::optional<double> usual_number(const toml::node* node) {
  if (node == nullptr || !node->is_number()) return std::nullopt;
  const std::optional<double> value = node->value<double>();
  return value && is_usual_number(*value) ? value : std::nullopt;
}

/// Looks at a text before a tree is made of it: how deep its brackets nest, and how many parts its keys have.
class DepthCheck {
 public:
  explicit DepthCheck(std::string_view text) : text_(text) {}

  /// The line, counted from 1, that goes too deep.
  [[nodiscard]] std::optional<toml::source_index> line_too_deep() {
    while (!text_.empty()) {
      if (text_.front() == '"' || text_.front() == '\'') {
        skip_string();
        continue;
      }
      if (text_.front() == '#') skip(std::min(text_.find('\n'), text_.size() - 1));
      take(text_.front());
      if (std::max(levels_, dots_) > most_toml_levels) return line_;
      skip(1);
    }
    return std::nullopt;
  }

 private:
  void take(char character) {
    if (character == '[' || character == '{') ++levels_;
    if ((character == ']' || character == '}') && levels_ > 0) --levels_;
    const bool is_key = character == ' ' || character == '\t' || character == '_' || character == '-' ||
                        std::isalnum(static_cast<unsigned char>(character)) != 0;
    if (character == '.') {
      ++dots_;
    } else if (!is_key) {
      dots_ = 0;
    }
  }

  void skip(std::size_t bytes) {
    line_ += static_cast<toml::source_index>(std::ranges::count(text_.substr(0, bytes), '\n'));
    text_.remove_prefix(bytes);
  }

  /// Which a quoted part of a key is, too. Where it does not end, neither does the file's.
  void skip_string() {
    const char quote = text_.front();
    const std::string three(3, quote);
    const std::string_view mark = text_.starts_with(three) ? std::string_view{three} : text_.substr(0, 1);
    std::size_t end = mark.size();
    while (end < text_.size() && !text_.substr(end).starts_with(mark)) {
      const bool escapes = quote == '"' && text_[end] == '\\';
      end += escapes ? 2U : 1U;
    }
    end += mark.size();
    // Two more may stand before the three that end a long string, and are part of it.
    for (int more = 0; more < 2 && mark.size() == 3 && end < text_.size() && text_[end] == quote; ++more) ++end;
    skip(std::min(end, text_.size()));
  }

  std::string_view text_;
  std::size_t levels_ = 0;
  std::size_t dots_ = 0;  ///< of the key, or number, that stands here
  toml::source_index line_ = 1;
};

}  // namespace

toml::table parse_toml(std::string_view text, const std::string& file) {
  if (const auto line = DepthCheck{text}.line_too_deep()) {
    fail_in_file(file, *line, fmt::format("more than {} levels of nesting", most_toml_levels));
  }
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    fail_in_file(file, error.source().begin.line, shortened(std::string{error.description()}));
  }
}

std::string read_toml_file(const std::filesystem::path& path) {
  try {
    return read_file(path, most_toml_bytes);
  } catch (const std::system_error& error) {
    throw DocumentError{fmt::format("{}: cannot be read: {}", path.string(), error.code().message())};
  }
}

void fail_in_file(const std::string& file, toml::source_index line, const std::string& what) {
  throw DocumentError{fmt::format("{}:{}: {}", file, line, what)};
}

void TomlTable::fail(const std::string& what) const {
  fail_in_file(file_, line_of(*table_), what);
}

void TomlTable::fail_at(std::string_view key, const std::string& what) const {
  const toml::node* node = table_->get(key);
  fail_in_file(file_, line_of(node == nullptr ? *table_ : *node), fmt::format("{}{} {}", prefix_, key, what));
}

void TomlTable::reject_unknown_keys(std::span<const std::string_view> known) const {
  for (const auto& [key, value] : *table_) {
    if (std::ranges::find(known, key.str()) != known.end()) continue;
    const std::vector<std::string> candidates(known.begin(), known.end());
    std::string hint = did_you_mean(key.str(), candidates);
    if (hint.empty()) hint = fmt::format("; there are {}", fmt::join(known, ", "));
    fail_in_file(file_, line_of(value),
                 fmt::format("unknown key {}{}{}", prefix_, shortened(std::string{key.str()}), hint));
  }
}

const toml::node& TomlTable::required(std::string_view key) const {
  const toml::node* node = table_->get(key);
  if (node == nullptr) fail(fmt::format("{}{} is missing", prefix_, key));
  return *node;
}

std::string TomlTable::text(std::string_view key) const {
  const std::optional<std::string> value = required(key).value_exact<std::string>();
  const auto is_blank = [](unsigned char character) { return character == ' ' || character < 0x20; };
  if (!value || std::ranges::all_of(*value, is_blank)) fail_at(key, "must be a text in quotes, not empty");
  if (value->size() > most_text_bytes) fail_at(key, fmt::format("must have at most {} bytes", most_text_bytes));
  return *value;
}

std::string TomlTable::name(std::string_view key) const {
  std::string value = text(key);
  if (is_long_name(value)) fail_at(key, fmt::format("must have at most {} characters", most_name_characters));
  return value;
}

bool TomlTable::is_table(std::string_view key) const {
  return required(key).is_table();
}

bool TomlTable::is_text(std::string_view key) const {
  return required(key).is_string();
}

std::uint32_t TomlTable::line() const {
  return line_of(*table_);
}

TomlTable TomlTable::table(std::string_view key) const {
  const toml::table* const inner = required(key).as_table();
  if (inner == nullptr) fail_at(key, "must be a table");
  return {*inner, file_, fmt::format("{}{}.", prefix_, key)};
}

double TomlTable::number(std::string_view key) const {
  const std::optional<double> value = usual_number(&required(key));
  if (!value) fail_at(key, "must be a number");
  return *value;
}

std::uint64_t TomlTable::size(std::string_view key) const {
  const std::optional<std::int64_t> value = required(key).value_exact<std::int64_t>();
  if (!value || *value < 1) fail_at(key, "must be a whole number above 0");
  return static_cast<std::uint64_t>(*value);
}

bool TomlTable::boolean(std::string_view key) const {
  const std::optional<bool> value = required(key).value_exact<bool>();
  if (!value) fail_at(key, "must be true or false");
  return *value;
}

std::pair<double, double> TomlTable::number_pair(std::string_view key) const {
  const toml::array* list = required(key).as_array();
  if (list == nullptr || list->size() != 2) fail_at(key, "must be two numbers, as in [1.5, 2.5]");
  const std::optional<double> low = usual_number(list->get(0));
  const std::optional<double> high = usual_number(list->get(1));
  if (!low || !high) fail_at(key, "must be two numbers, as in [1.5, 2.5]");
  if (*low > *high) fail_at(key, fmt::format("must have its smaller number first, not {} before {}", *low, *high));
  return {*low, *high};
}

}  // namespace greenbench
