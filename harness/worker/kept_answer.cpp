#include "harness/worker/kept_answer.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include "results/files/atomic_file.hpp"
#include "results/files/json.hpp"

namespace greenbench {
namespace {

using Bytes = std::vector<std::uint8_t>;

Json to_json(const Answer& answer);

Json list_of(const AnswerList& answers) {
  Json list = Json::array();
  for (const Answer& each : answers) list.push_back(to_json(each));
  return list;
}

/// An array of its kind and its value, as CBOR has them: infinities, NaN and bytes of any kind among them.
struct Writing {
  Json operator()(std::monostate /*nothing*/) const { return {"nothing"}; }
  Json operator()(bool value) const { return {"truth", value}; }
  Json operator()(std::int64_t value) const { return {"integer", value}; }
  Json operator()(double value) const { return {"real", value}; }
  Json operator()(const std::string& value) const { return {"text", Json::binary(Bytes{value.begin(), value.end()})}; }
  Json operator()(const std::vector<double>& value) const { return {"array", Json(value)}; }
  Json operator()(const AnswerList& value) const { return {"list", list_of(value)}; }
  Json operator()(const AnswerSet& value) const { return {"set", list_of(value.elements)}; }
  Json operator()(const AnswerMap& value) const { return {"map", list_of(value.keys), list_of(value.values)}; }
};

Json to_json(const Answer& answer) {
  return std::visit(Writing{}, answer.value);
}

Answer answer_from(const Json& json);

AnswerList list_from(const Json& json) {
  AnswerList answers;
  for (const Json& each : json) answers.push_back(answer_from(each));
  return answers;
}

Answer answer_from(const Json& json) {
  const auto kind = json.at(0).get<std::string>();
  if (kind == "nothing") return {};
  const Json& value = json.at(1);
  if (kind == "truth") return {value.get<bool>()};
  if (kind == "integer") return {value.get<std::int64_t>()};
  if (kind == "real") return {value.get<double>()};
  if (kind == "text") return {std::string{value.get_binary().begin(), value.get_binary().end()}};
  if (kind == "array") return {value.get<std::vector<double>>()};
  if (kind == "list") return {list_from(value)};
  if (kind == "set") return {AnswerSet{list_from(value)}};
  return {AnswerMap{list_from(value), list_from(json.at(2))}};
}

}  // namespace

void keep_answer(const std::filesystem::path& file, const KeptAnswer& kept) {
  const Bytes bytes = Json::to_cbor(Json{kept.name, to_json(kept.answer)});
  write_file_atomically(file, std::string{bytes.begin(), bytes.end()});
}

KeptAnswer kept_answer(const std::filesystem::path& file) {
  try {
    const Json json = Json::from_cbor(read_file(file));
    return {json.at(0).get<std::string>(), answer_from(json.at(1))};
  } catch (const Json::exception& error) {
    throw std::runtime_error{fmt::format("{}: not a kept answer: {}", file.string(), error.what())};
  }
}

}  // namespace greenbench
