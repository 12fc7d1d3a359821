#include "harness/protocol/worker_protocol.hpp"

namespace greenbench {
namespace {

Json variant_to_json(const VariantInfo& variant) {
  Json json = {{"language", variant.language},
               {"name", variant.name},
               {"baseline", variant.baseline},
               {"not_available", variant.not_available},
               {"needs", variant.needs}};
  if (variant.max_size) {
    json["max_size"] = *variant.max_size;
    json["max_size_reason"] = variant.max_size_reason;
  }
  return json;
}

std::vector<std::string> packages_from_json(const JsonView& view) {
  std::vector<std::string> packages;
  for (std::size_t i = 0; i < view.size(); ++i) packages.push_back(view.at(i).name());
  return packages;
}

VariantInfo variant_from_json(const JsonView& view) {
  VariantInfo variant;
  variant.language = view.at("language").name();
  variant.name = view.at("name").name();
  variant.baseline = view.at("baseline").boolean();
  variant.not_available = view.at("not_available").prose();
  variant.needs = packages_from_json(view.at("needs"));
  if (view.has("max_size")) {
    variant.max_size = view.at("max_size").count();
    variant.max_size_reason = view.at("max_size_reason").prose();
  }
  return variant;
}

}  // namespace

Json to_json(const HotspotInfo& info) {
  Json variants = Json::array();
  for (const VariantInfo& variant : info.variants) variants.push_back(variant_to_json(variant));
  return {{"id", info.id},
          {"description", info.description},
          {"default_size", info.default_size},
          {"article_size", info.article_size},
          {"sizes", info.sizes},
          {"variants", variants},
          {"relative_tolerance", info.relative_tolerance},
          {"file", info.file},
          {"not_available", info.not_available},
          {"needs_server", info.needs_server},
          {"parallel", info.parallel},
          {"needs", info.needs}};
}

HotspotInfo hotspot_info_from_json(const JsonView& view) {
  HotspotInfo info;
  info.id = view.at("id").name();
  info.description = view.at("description").prose();
  info.default_size = view.at("default_size").count();
  info.article_size = view.at("article_size").count();
  const JsonView sizes = view.at("sizes");
  for (std::size_t i = 0; i < sizes.size(); ++i) info.sizes.push_back(sizes.at(i).count());
  const JsonView variants = view.at("variants");
  for (std::size_t i = 0; i < variants.size(); ++i) info.variants.push_back(variant_from_json(variants.at(i)));
  info.relative_tolerance = view.at("relative_tolerance").number();
  info.file = view.at("file").text();
  info.not_available = view.at("not_available").prose();
  info.needs_server = view.at("needs_server").boolean();
  info.parallel = view.at("parallel").boolean();
  info.needs = packages_from_json(view.at("needs"));
  return info;
}

}  // namespace greenbench
