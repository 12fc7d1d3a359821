// The git repository that something lies in, at the two states that are to be compared.
//
//   Revisions revisions = find_revisions("bench/parse.py", "main", "make");
//   if (revisions.dirty) say_so();
//   add_revisions(plan, revisions);
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "results/model/schema.hpp"

namespace greenbench {

/// `place` is a file or folder of the working tree, which is the new state whatever it has that is not committed.
/// Throws UsageError where it lies in no repository, and for a `reference` that names no commit there, with what git
/// says; CannotMeasure without git.
[[nodiscard]] Revisions find_revisions(const std::filesystem::path& place, const std::string& reference,
                                       const std::string& build);

/// The arguments of a git command about the repository in `folder`. What a hook's environment says of another is not
/// heard, no hook is run, and nothing is asked.
[[nodiscard]] std::vector<std::string> git_arguments(const std::filesystem::path& folder,
                                                     const std::vector<std::string>& words);

/// Keeps them in the plan, and a sentence on them for the report.
void add_revisions(Plan& plan, const Revisions& revisions);

}  // namespace greenbench
