// What a run was asked to measure, as its plan keeps it.

#include "results/files/json_fields.hpp"

namespace greenbench {
namespace {

std::vector<std::string> texts_from_json(const JsonView& view) {
  return list_from_json(view, [](const JsonView& entry) { return entry.text(); });
}

}  // namespace

Json to_json(const RunRequest& request) {
  return {{"suites", request.suites},
          {"hotspots", request.hotspots},
          {"files", request.files},
          {"whole_files", request.whole_files},
          {"languages", request.languages},
          {"variants", request.variants},
          {"size", or_null(request.size)},
          {"article_size", request.article_size},
          {"sweep", request.sweep},
          {"require_measured", request.require_measured},
          {"allow_unoptimized", request.allow_unoptimized},
          {"exec_words", request.exec_words},
          {"max_other_load", request.max_other_load}};
}

RunRequest run_request_from_json(const JsonView& view) {
  return {.suites = texts_from_json(view.at("suites")),
          .hotspots = texts_from_json(view.at("hotspots")),
          .files = texts_from_json(view.at("files")),
          .whole_files = view.at("whole_files").boolean(),
          .languages = texts_from_json(view.at("languages")),
          .variants = texts_from_json(view.at("variants")),
          .size = optional_count(view, "size"),
          .article_size = view.at("article_size").boolean(),
          .sweep = view.at("sweep").boolean(),
          .require_measured = view.at("require_measured").boolean(),
          .allow_unoptimized = view.at("allow_unoptimized").boolean(),
          .exec_words = view.has("exec_words") ? texts_from_json(view.at("exec_words")) : std::vector<std::string>{},
          .max_other_load = view.at("max_other_load").number()};
}

}  // namespace greenbench
