// Whether an interrupted run is continued without being told to trust it: its folder says which files are executed and
// where counters are read.
//
//   if (!options.trust) refuse_strangers(folder, run, installation, options.roots);
#pragma once

#include <filesystem>

#include "counters/system/file_roots.hpp"
#include "harness/processes/installation.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// Throws UsageError, with what is foreign, unless the folder, its journal and every hotspot file that is not this
/// program's own belong to the user (or to root), no such file lies in the folder, and the run used this program's
/// interpreter and these roots.
void refuse_strangers(const std::filesystem::path& folder, const Run& run, const Installation& installation,
                      const FileRoots& roots);

}  // namespace greenbench
