#include "harness/revisions/repository.hpp"

#include <fmt/format.h>

#include <optional>
#include <system_error>

#include "harness/command_line/failure.hpp"
#include "harness/processes/child_process.hpp"
#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;

constexpr const char* flag = "--against";
constexpr std::size_t short_commit = 12;

struct GitAnswer {
  bool succeeded = false;
  std::string first_line;
  std::string complaint;  ///< its last words
};

GitAnswer ask_git(const fs::path& folder, const std::vector<std::string>& words) {
  constexpr Seconds patience{600.0};
  try {
    ChildProcess git{{.arguments = git_arguments(folder, words),
                      .environment = current_environment(),
                      .input = {},
                      .keeps_capabilities = true}};
    GitAnswer answer;
    const std::optional<std::string> first = git.next_line(patience, nullptr);
    while (git.next_line(patience, nullptr)) {
    }
    const ChildEnd end = git.wait();
    answer.succeeded = end.exit_code == 0;
    answer.first_line = first.value_or("");
    answer.complaint = last_line(end.standard_error);
    if (end.exit_code == 127) throw CannotMeasure{fmt::format("{}: git is not installed", flag)};
    return answer;
  } catch (const std::system_error& error) {
    throw CannotMeasure{fmt::format("{}: git cannot be run: {}", flag, error.code().message())};
  }
}

/// A file may be one that the build has yet to make, and so may its folder.
fs::path nearest_folder(fs::path place) {
  std::error_code ignored;
  while (!fs::is_directory(place, ignored) && place.has_relative_path()) place = place.parent_path();
  return place;
}

std::string top_of(const fs::path& place) {
  const fs::path folder = nearest_folder(fs::absolute(place));
  const GitAnswer top = ask_git(folder, {"rev-parse", "--show-toplevel"});
  if (!top.succeeded || top.first_line.empty()) {
    throw UsageError{fmt::format("{}: {} is in no git repository that can be used: {}", flag, folder.string(),
                                 top.complaint.empty() ? "it has no working tree" : top.complaint)};
  }
  return top.first_line;
}

std::optional<std::string> commit_of(const fs::path& top, const std::string& reference) {
  const GitAnswer commit =
      ask_git(top, {"rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}"});
  if (!commit.succeeded) return std::nullopt;
  return commit.first_line;
}

std::string known_commit(const fs::path& top, const std::string& reference) {
  if (const auto commit = commit_of(top, reference)) return *commit;
  const std::string remote = "origin/" + reference;
  if (commit_of(top, remote)) {
    throw UsageError{fmt::format("{} {}: there is no such commit; do you mean {}?", flag, reference, remote)};
  }
  const bool is_shallow = ask_git(top, {"rev-parse", "--is-shallow-repository"}).first_line == "true";
  throw UsageError{fmt::format("{} {}: there is no such commit in {}{}", flag, reference, top.string(),
                               is_shallow ? ", which is a shallow clone: git fetch --unshallow" : "")};
}

}  // namespace

std::vector<std::string> git_arguments(const fs::path& folder, const std::vector<std::string>& words) {
  std::vector<std::string> all{"/usr/bin/env"};
  for (const char* variable : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX",
                               "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"}) {
    all.insert(all.end(), {"-u", variable});
  }
  all.insert(all.end(), {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "git", "-C", folder.string(), "-c",
                         "core.hooksPath=/dev/null"});
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

Revisions find_revisions(const fs::path& place, const std::string& reference, const std::string& build) {
  Revisions revisions;
  revisions.reference = printable(reference);
  revisions.repository = top_of(place);
  revisions.build = build;
  revisions.old_commit = known_commit(revisions.repository, reference);
  const auto head = commit_of(revisions.repository, "HEAD");
  if (!head) throw UsageError{fmt::format("{}: {} has no commit yet", flag, revisions.repository)};
  revisions.new_commit = *head;
  revisions.dirty = !ask_git(revisions.repository, {"status", "--porcelain"}).first_line.empty();
  return revisions;
}

void add_revisions(Plan& plan, const Revisions& revisions) {
  const std::string old = revisions.old_commit.substr(0, short_commit);
  const std::string now = revisions.new_commit.substr(0, short_commit);
  const std::string name =
      revisions.old_commit.starts_with(revisions.reference) ? old : fmt::format("{} ({})", revisions.reference, old);
  plan.notes.push_back(fmt::format("each baseline is from {}, what is compared with it from the working tree at {}{}",
                                   name, now, revisions.dirty ? " with changes that are not committed" : ""));
  plan.revisions = revisions;
}

}  // namespace greenbench
