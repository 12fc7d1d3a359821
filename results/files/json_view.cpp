#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include "results/files/json.hpp"
#include "results/text/outside_limits.hpp"

namespace greenbench {
namespace {

std::string_view kind_of(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      return "null";
    case Json::value_t::object:
      return "an object";
    case Json::value_t::array:
      return "an array";
    case Json::value_t::string:
      return "a string";
    case Json::value_t::boolean:
      return "a truth value";
    default:
      return "a number";
  }
}

/// nlohmann's messages open with an identifier and a position of their own; the cause comes after "column N: ".
std::string cause_of(std::string_view what) {
  const std::size_t column = what.find("column ");
  const std::size_t colon = column == std::string_view::npos ? column : what.find(": ", column);
  if (colon == std::string_view::npos) {
    const std::size_t bracket = what.find("] ");
    return std::string{bracket == std::string_view::npos ? what : what.substr(bracket + 2)};
  }
  // It may quote the text, all of it.
  return shortened(std::string{what.substr(colon + 2)});
}

/// "3:14" for the byte that the parser stumbled over, counted from 1.
std::string line_and_column(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(text.size(), byte > 0 ? byte - 1 : 0));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const std::size_t column = newline == std::string_view::npos ? before.size() : before.size() - newline - 1;
  return fmt::format("{}:{}", lines + 1, column + 1);
}

struct Limit {
  std::size_t most;
  std::string_view of_what;
};
constexpr Limit levels{most_json_levels, "levels of nesting"};
constexpr Limit keys{most_json_keys, "keys in one object"};
constexpr Limit values{most_json_values, "values"};

/// The limit that a text exceeds, and at which byte, counted from 1.
struct Excess {
  std::size_t byte;
  Limit limit;
};

/// Looks at a text before a tree is made of it, which would take the stack (levels), the memory (values) or the time
/// (keys: each is compared with those before it in its object).
class SizeCheck {
 public:
  explicit SizeCheck(std::string_view text) : text_(text) {}

  [[nodiscard]] std::optional<Excess> excess() {
    for (place_ = 0; place_ < text_.size(); ++place_) {
      if (const Limit* const limit = exceeded_by(text_[place_])) return Excess{place_ + 1, *limit};
    }
    return std::nullopt;
  }

 private:
  /// nullptr where nothing is too large so far.
  const Limit* exceeded_by(char character) {
    switch (character) {
      case '"':
        skip_string();
        return nullptr;
      case '[':
      case '{':
        if (level_ == levels.most) return &levels;
        keys_.at(++level_) = 0;
        return another_value();
      case ']':
      case '}':
        if (level_ > 0) --level_;
        return nullptr;
      case ':':
        if (++keys_.at(level_) > keys.most) return &keys;
        return another_value();
      case ',':
        return another_value();
      default:
        return nullptr;
    }
  }

  const Limit* another_value() { return ++values_ > values.most ? &values : nullptr; }

  /// To its closing quote.
  void skip_string() {
    for (++place_; place_ < text_.size() && text_[place_] != '"'; ++place_) {
      if (text_[place_] == '\\') ++place_;
    }
  }

  std::string_view text_;
  std::size_t place_ = 0;
  std::size_t level_ = 0;
  std::size_t values_ = 0;
  std::array<std::size_t, most_json_levels + 1> keys_{};  ///< of the object that is open at each level
};

}  // namespace

std::optional<Json> json_if_valid(std::string_view text) {
  if (SizeCheck{text}.excess()) return std::nullopt;
  Json json = Json::parse(text, nullptr, false);
  return json.is_discarded() ? std::nullopt : std::optional{std::move(json)};
}

Json parse_json(std::string_view text, const std::string& document) {
  if (const auto excess = SizeCheck{text}.excess()) {
    throw DocumentError(fmt::format("{}:{}: more than {} {}", document, line_and_column(text, excess->byte),
                                    excess->limit.most, excess->limit.of_what));
  }
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    const std::string where = line_and_column(text, error.byte);
    throw DocumentError(fmt::format("{}:{}: not valid JSON: {}", document, where, cause_of(error.what())));
  } catch (const Json::exception& error) {
    throw DocumentError(fmt::format("{}: not valid JSON: {}", document, cause_of(error.what())));
  }
}

bool is_utf8(std::string_view text) {
  try {
    return !Json(text).dump(-1, ' ', false, Json::error_handler_t::strict).empty();
  } catch (const Json::type_error&) {
    return false;
  }
}

std::string json_text(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

JsonView::JsonView(const Json& value, std::string document) : value_(&value), document_(std::move(document)) {}

JsonView::JsonView(const Json& value, std::string document, std::string path)
    : value_(&value), document_(std::move(document)), path_(std::move(path)) {}

bool JsonView::has(const std::string& key) const {
  expect_object();
  const auto found = value_->find(key);
  return found != value_->end() && !found->is_null();
}

JsonView JsonView::at(const std::string& key) const {
  expect_object();
  const auto found = value_->find(key);
  std::string path = path_.empty() ? key : path_ + "." + key;
  if (found == value_->end()) throw DocumentError(fmt::format("{}: {}: this key is missing", document_, path));
  return JsonView{*found, document_, std::move(path)};
}

std::size_t JsonView::size() const {
  if (!value_->is_array()) fail(fmt::format("expected an array, found {}", kind_of(*value_)));
  return value_->size();
}

JsonView JsonView::at(std::size_t index) const {
  if (index >= size()) fail(fmt::format("expected at least {} entries, found {}", index + 1, size()));
  return JsonView{(*value_)[index], document_, fmt::format("{}[{}]", path_, index)};
}

const std::string& JsonView::raw_text() const {
  if (!value_->is_string()) fail(fmt::format("expected a string, found {}", kind_of(*value_)));
  return value_->get_ref<const std::string&>();
}

std::string JsonView::text() const {
  const std::string& text = raw_text();
  if (text.size() > most_text_bytes) {
    fail(fmt::format("expected at most {} bytes, found {}", most_text_bytes, text.size()));
  }
  return text;
}

std::string JsonView::name() const {
  const std::string& text = raw_text();
  if (is_long_name(text)) fail(fmt::format("expected a name of at most {} characters", most_name_characters));
  return text;
}

std::string JsonView::prose() const {
  return shortened(raw_text());
}

double JsonView::number() const {
  if (!value_->is_number()) fail(fmt::format("expected a number, found {}", kind_of(*value_)));
  const auto value = value_->get<double>();
  if (!is_usual_number(value)) {
    fail(fmt::format("expected 0 or a number from {} to {}, found {}", least_number, largest_number, value));
  }
  return value;
}

bool JsonView::boolean() const {
  if (!value_->is_boolean()) fail(fmt::format("expected true or false, found {}", kind_of(*value_)));
  return value_->get<bool>();
}

std::uint64_t JsonView::count() const {
  // A whole number built in memory from an int is signed, one that was parsed from text is not: accept both.
  if (value_->is_number_unsigned()) return value_->get<std::uint64_t>();
  if (value_->is_number_integer() && value_->get<std::int64_t>() >= 0) return value_->get<std::uint64_t>();
  const std::string found = value_->is_number() ? value_->dump() : std::string{kind_of(*value_)};
  fail(fmt::format("expected a whole number from 0, found {}", found));
}

std::uint32_t JsonView::small_count() const {
  const std::uint64_t value = count();
  constexpr std::uint64_t largest = std::numeric_limits<std::uint32_t>::max();
  if (value > largest) fail(fmt::format("expected a whole number up to {}, found {}", largest, value));
  return static_cast<std::uint32_t>(value);
}

int JsonView::whole_int() const {
  const std::uint64_t value = count();
  constexpr int largest = std::numeric_limits<int>::max();
  if (value > largest) fail(fmt::format("expected a whole number up to {}, found {}", largest, value));
  return static_cast<int>(value);
}

std::uint64_t JsonView::seed() const {
  const std::string digits = text();
  const char* const end = digits.data() + digits.size();
  std::uint64_t value = 0;
  const auto [stopped, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || stopped != end) {
    fail(fmt::format("expected a 64-bit whole number in quotes, found \"{}\"", digits));
  }
  return value;
}

void JsonView::expect_object() const {
  if (!value_->is_object()) fail(fmt::format("expected an object, found {}", kind_of(*value_)));
}

void JsonView::fail(const std::string& what) const {
  if (path_.empty()) throw DocumentError(fmt::format("{}: {}", document_, what));
  throw DocumentError(fmt::format("{}: {}: {}", document_, path_, what));
}

}  // namespace greenbench
