// Variants of another revision of a repository: what they are called in their own file, and where they run.
//
//   PlannedHotspot defined = as_defined(only(planned, {&variant, 1}));   // "mine/build" instead of "mine/build/join"
//   enter_revision(planned, python);
//   std::filesystem::path folder = prepared_folder(planned, request.prepared);
#pragma once

#include <filesystem>
#include <optional>

#include "results/model/schema.hpp"
#include "workloads/python/runtime.hpp"

namespace greenbench {

/// The revision that the variants of the hotspot share; empty where none is compared.
[[nodiscard]] std::optional<RevisionTree> revision_of(const PlannedHotspot& planned);

/// Id, file and variants under the names that the file has for them. The variants share their revision.
[[nodiscard]] PlannedHotspot as_defined(const PlannedHotspot& planned);

/// This process goes where the current folder is in the revision of the variants, and imports from there. For the
/// working tree that changes nothing, but both have done the same before they are measured. `python` may be null.
void enter_revision(const std::optional<RevisionTree>& revision, PythonRuntime* python);

/// Throws std::runtime_error where modules came from the working tree all the same: the variants would be the new ones.
void refuse_imports_from_elsewhere(const std::optional<RevisionTree>& revision, const PythonRuntime* python);

/// Where what the hotspot's prepare() makes is for these variants: each revision makes its own.
[[nodiscard]] std::filesystem::path prepared_folder(const PlannedHotspot& planned, const std::filesystem::path& folder);

}  // namespace greenbench
