// The old revision's files, in a temporary folder of their own for as long as this object lives.
//
//   std::unique_ptr<OldTree> old = open_old_tree(options, "bench/parse.py", interrupt);
//   fs::path file = old->counterpart("/home/me/repo/bench/parse.py");
//   plan.revisions = old->revisions();
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "harness/command_line/options.hpp"
#include "harness/processes/interrupt.hpp"
#include "harness/processes/janitor.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// A worktree of the repository, which is gone afterwards, however this process ends. git and the build run as who
/// called sudo, or else as this process's user.
class OldTree {
 public:
  /// Throws std::runtime_error with what git says when it cannot be made, and Interrupted.
  OldTree(Revisions revisions, Interrupt& interrupt);
  OldTree(const OldTree&) = delete;
  OldTree& operator=(const OldTree&) = delete;
  ~OldTree() = default;

  /// Runs the build command of the revisions, if there is one, in both: in the folder that this process is in and its
  /// counterpart, or at the top where it is in none of them. Throws std::runtime_error when one fails, and Interrupted.
  void build(Interrupt& interrupt);

  [[nodiscard]] const Revisions& revisions() const { return revisions_; }
  [[nodiscard]] const std::filesystem::path& top() const { return top_; }
  /// Where a file or folder of the repository is in the old revision, whether it is there or not. Other paths stay.
  [[nodiscard]] std::filesystem::path counterpart(const std::filesystem::path& path) const;
  /// NAME=value of the variables that name folders to find programs and libraries in, where one of them has a
  /// counterpart.
  [[nodiscard]] std::vector<std::string> environment() const;
  /// The folder that this process is in, in the old revision. Throws UsageError where it has none.
  [[nodiscard]] std::filesystem::path current_folder() const;

 private:
  Revisions revisions_;
  std::filesystem::path top_;
  Janitor janitor_;
};

/// The revision that --against names, of the repository that `place` lies in, both of them built; null where it names
/// none. Throws as the functions above do, and UsageError for --build alone.
[[nodiscard]] std::unique_ptr<OldTree> open_old_tree(const RunOptions& options, const std::filesystem::path& place,
                                                     Interrupt& interrupt);

}  // namespace greenbench
