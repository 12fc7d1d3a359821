#include "harness/plan/request.hpp"

#include "harness/plan/selection.hpp"

namespace greenbench {

std::string absolute_path(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(path, error);
  return error ? path.string() : absolute.string();
}

RunRequest request_of(const RunOptions& options, const HotspotCatalog& catalog) {
  RunRequest request{.suites = options.suites,
                     .hotspots = named_hotspots(options, catalog),
                     .whole_files = options.whole_files,
                     .languages = options.languages,
                     .variants = named_variants(options, selected_entries(options, catalog)),
                     .size = options.size,
                     .article_size = options.article_size,
                     .sweep = options.sweep,
                     .require_measured = options.require_measured,
                     .allow_unoptimized = options.allow_unoptimized};
  for (const std::filesystem::path& file : options.files) request.files.push_back(absolute_path(file));
  request.max_other_load = options.max_other_load.value_or(request.max_other_load);
  return request;
}

}  // namespace greenbench
