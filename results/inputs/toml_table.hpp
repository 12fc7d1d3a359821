// TOML from outside: parsed within limits, and read key by key; every complaint says file, line and key.
//
//   const toml::table document = parse_toml(read_toml_file(path), "claims.toml");
//   TomlTable claim{table, "claims.toml"};
//   std::string sentence = claim.text("sentence");
//   std::pair<double, double> range = claim.number_pair("range");
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <toml++/toml.h>

namespace greenbench {

/// What we read has two levels. A table of a hundred thousand takes the stack away from whoever walks it.
inline constexpr std::size_t most_toml_levels = 10;
inline constexpr std::size_t most_toml_bytes = 1'000'000;

/// Throws DocumentError "file:line: what" where `text` is not TOML, or nests or dots deeper than most_toml_levels.
[[nodiscard]] toml::table parse_toml(std::string_view text, const std::string& file);

/// Throws DocumentError when the file cannot be read, or has most_toml_bytes or more.
[[nodiscard]] std::string read_toml_file(const std::filesystem::path& path);

class TomlTable {
 public:
  TomlTable(const toml::table& table, std::string file) : table_(&table), file_(std::move(file)) {}

  [[nodiscard]] bool has(std::string_view key) const { return table_->contains(key); }
  void reject_unknown_keys(std::span<const std::string_view> known) const;

  /// Each throws DocumentError when the key is missing or of another type.
  [[nodiscard]] std::string text(std::string_view key) const;  ///< at most most_text_bytes
  [[nodiscard]] std::string name(std::string_view key) const;  ///< at most most_name_characters
  [[nodiscard]] double number(std::string_view key) const;     ///< is_usual_number()
  [[nodiscard]] std::uint64_t size(std::string_view key) const;
  [[nodiscard]] bool boolean(std::string_view key) const;
  /// Two such numbers, the first not above the second.
  [[nodiscard]] std::pair<double, double> number_pair(std::string_view key) const;
  [[nodiscard]] bool is_table(std::string_view key) const;
  [[nodiscard]] bool is_text(std::string_view key) const;
  [[nodiscard]] TomlTable table(std::string_view key) const;

  /// Where it begins, counted from 1.
  [[nodiscard]] std::uint32_t line() const;
  /// At the line of `key`.
  [[noreturn]] void fail_at(std::string_view key, const std::string& what) const;
  /// At the line of the table.
  [[noreturn]] void fail(const std::string& what) const;

 private:
  TomlTable(const toml::table& table, std::string file, std::string prefix)
      : table_(&table), file_(std::move(file)), prefix_(std::move(prefix)) {}
  [[nodiscard]] const toml::node& required(std::string_view key) const;

  const toml::table* table_;
  std::string file_;
  std::string prefix_;  ///< "full_watts_per_cpu." inside that table
};

/// Throws DocumentError "file:line: what".
[[noreturn]] void fail_in_file(const std::string& file, toml::source_index line, const std::string& what);

}  // namespace greenbench
