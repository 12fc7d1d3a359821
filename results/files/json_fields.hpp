// How absent values and lists stand in the JSON documents: absent is null, a list is an array.
//
//   Json json = or_null(domain.wrap_joules);
//   std::optional<double> wrap = optional_number(view, "wrap_joules");
//   std::vector<LeftOut> left_out = list_from_json(view.at("left_out"), left_out_from_json);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "results/files/json.hpp"

namespace greenbench {

template <class Value>
[[nodiscard]] Json or_null(const std::optional<Value>& value) {
  if (!value) return nullptr;
  if constexpr (std::is_arithmetic_v<Value>) {
    return *value;
  } else {
    return to_json(*value);
  }
}

[[nodiscard]] inline std::optional<double> optional_number(const JsonView& view, const std::string& key) {
  if (!view.has(key)) return std::nullopt;
  return view.at(key).number();
}

[[nodiscard]] inline std::optional<std::uint64_t> optional_count(const JsonView& view, const std::string& key) {
  if (!view.has(key)) return std::nullopt;
  return view.at(key).count();
}

template <class Value>
[[nodiscard]] Json list_to_json(const std::vector<Value>& values) {
  Json list = Json::array();
  for (const Value& value : values) list.push_back(to_json(value));
  return list;
}

template <class Read>
[[nodiscard]] auto list_from_json(const JsonView& view, Read read) {
  std::vector<std::decay_t<decltype(read(view))>> values;
  const std::size_t size = view.size();
  values.reserve(size);
  for (std::size_t i = 0; i < size; ++i) values.push_back(read(view.at(i)));
  return values;
}

}  // namespace greenbench
