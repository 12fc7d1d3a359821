// One [[claim]] table of a TOML file, key by key; every complaint says file, line and key.
//
//   ClaimTableReader reader{table, "claims.toml"};
//   std::string sentence = reader.text("sentence");
//   std::pair<double, double> range = reader.number_pair("range");
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <toml++/toml.h>

namespace greenbench {

class ClaimTableReader {
 public:
  ClaimTableReader(const toml::table& table, std::string file) : table_(&table), file_(std::move(file)) {}

  [[nodiscard]] bool has(std::string_view key) const { return table_->contains(key); }
  void reject_unknown_keys(std::span<const std::string_view> known) const;

  /// Each throws DocumentError when the key is missing or of another type.
  [[nodiscard]] std::string text(std::string_view key) const;
  [[nodiscard]] double number(std::string_view key) const;  ///< finite
  [[nodiscard]] std::uint64_t size(std::string_view key) const;
  [[nodiscard]] bool boolean(std::string_view key) const;
  /// Two finite numbers, the first not above the second.
  [[nodiscard]] std::pair<double, double> number_pair(std::string_view key) const;

  /// At the line of `key`.
  [[noreturn]] void fail_at(std::string_view key, const std::string& what) const;
  /// At the line of the table.
  [[noreturn]] void fail(const std::string& what) const;

 private:
  [[nodiscard]] const toml::node& required(std::string_view key) const;

  const toml::table* table_;
  std::string file_;
};

/// Throws DocumentError "file:line: what".
[[noreturn]] void fail_in_file(const std::string& file, toml::source_index line, const std::string& what);

}  // namespace greenbench
