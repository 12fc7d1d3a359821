#include "harness/worker/revision.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "harness/command_line/utf8_path.hpp"

namespace greenbench {

namespace fs = std::filesystem;

std::optional<RevisionTree> revision_of(const PlannedHotspot& planned) {
  for (const PlannedVariant& variant : planned.variants) {
    if (variant.source) return variant.source->revision;
  }
  return std::nullopt;
}

PlannedHotspot as_defined(const PlannedHotspot& planned) {
  PlannedHotspot defined = planned;
  for (PlannedVariant& variant : defined.variants) {
    if (!variant.source) continue;
    defined.id = variant.source->hotspot;
    defined.file = variant.source->file;
    variant.id.name = variant.source->name;
  }
  return defined;
}

void enter_revision(const std::optional<RevisionTree>& revision, PythonRuntime* python) {
  if (!revision) return;
  std::error_code ignored;
  const fs::path here = fs::current_path(ignored);
  if (lies_below(here, revision->repository)) {
    const fs::path there = fs::path{revision->folder} / here.lexically_relative(revision->repository);
    if (fs::is_directory(there, ignored)) fs::current_path(there, ignored);
  }
  if (python != nullptr) python->use_tree(revision->repository, revision->folder);
}

void refuse_imports_from_elsewhere(const std::optional<RevisionTree>& revision, const PythonRuntime* python) {
  if (!revision || !revision->is_old() || python == nullptr) return;
  const std::vector<std::string> modules = python->imported_from_elsewhere(revision->repository, revision->folder);
  if (modules.empty()) return;
  throw std::runtime_error{fmt::format(
      "the old revision imports {} from the working tree, so that it would run the new code; find its folder from "
      "Path(__file__) in the hotspot file",
      modules.front())};
}

fs::path prepared_folder(const PlannedHotspot& planned, const fs::path& folder) {
  const std::optional<RevisionTree> revision = revision_of(planned);
  return revision && revision->is_old() ? fs::path{folder.string() + "-old"} : folder;
}

}  // namespace greenbench
