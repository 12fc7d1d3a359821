#include "harness/revisions/old_tree.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cstdint>
#include <random>
#include <string_view>
#include <system_error>

#include "harness/command_line/failure.hpp"
#include "harness/command_line/utf8_path.hpp"
#include "harness/processes/child_process.hpp"
#include "harness/processes/privileges.hpp"
#include "harness/processes/worker_folder.hpp"
#include "harness/revisions/repository.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;

/// A folder that nobody else has.
fs::path new_folder() {
  std::random_device device;
  const std::uint64_t number = (std::uint64_t{device()} << 32U) | device();
  return parent_of_worker_folders() / fmt::format("greenbench-revision-{:016x}", number);
}

std::vector<std::string> split_at_colons(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t end = 0; end != std::string::npos; start = end + 1) {
    end = text.find(':', start);
    parts.push_back(text.substr(start, end == std::string::npos ? end : end - start));
  }
  return parts;
}

/// The command where the folder is there, else nothing.
std::vector<std::string> if_there(const std::string& folder, const std::vector<std::string>& command) {
  std::vector<std::string> words{"/bin/sh", "-c", R"(test ! -e "$0" || exec "$@")", folder};
  words.insert(words.end(), command.begin(), command.end());
  return words;
}

/// Links on the way are followed, as git does; the last name may be one.
fs::path as_git_writes(const fs::path& path) {
  const fs::path whole = fs::absolute(path).lexically_normal();
  std::error_code ignored;
  const fs::path folder = fs::weakly_canonical(whole.parent_path(), ignored);
  return ignored || whole.filename().empty() ? whole : folder / whole.filename();
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

}  // namespace

OldTree::OldTree(Revisions revisions, Interrupt& interrupt)
    : revisions_(std::move(revisions)), janitor_(workload_user({})) {
  const fs::path folder = new_folder();
  const fs::path repository = revisions_.repository;
  top_ = folder / (repository.filename().empty() ? fs::path{"repository"} : repository.filename());
  // Told before there is anything to remove. A build may leave folders that even their owner may not write to.
  janitor_.at_end({.arguments = {"rm", "-rf", folder.string()}}, folder.string());
  janitor_.at_end({.arguments = {"chmod", "-R", "u+rwX", folder.string()}}, folder.string());
  const std::string tree = top_.string();
  janitor_.at_end(
      {.arguments = if_there(tree, git_arguments(repository, {"worktree", "remove", "--force", "--force", tree}))},
      "git worktree remove");
  janitor_.run({.arguments = {"mkdir", "-m", "755", folder.string()}}, "--against", &interrupt);
  janitor_.run(
      {.arguments = git_arguments(repository, {"worktree", "add", "--quiet", "--detach", tree, revisions_.old_commit})},
      "--against: git worktree add", &interrupt, Janitor::Patience::finishes);
}

fs::path OldTree::counterpart(const fs::path& path) const {
  const fs::path whole = as_git_writes(path);
  if (!lies_below(whole, revisions_.repository)) return path;
  const fs::path below = whole.lexically_relative(revisions_.repository);
  return below == "." ? top_ : top_ / below;
}

fs::path OldTree::current_folder() const {
  const fs::path here = fs::current_path();
  fs::path there = counterpart(here);
  if (!is_there(there)) {
    throw UsageError{fmt::format("--against {}: it has no folder {}", revisions_.reference,
                                 here.lexically_relative(revisions_.repository).string())};
  }
  return there;
}

std::vector<std::string> OldTree::environment() const {
  constexpr std::array searched = {"PATH",      "PYTHONPATH", "LD_LIBRARY_PATH", "NODE_PATH",
                                   "CLASSPATH", "PERL5LIB",   "RUBYLIB",         "PKG_CONFIG_PATH"};
  std::vector<std::string> changes;
  for (const char* name : searched) {
    const std::string value = environment_variable(name).value_or("");
    std::vector<std::string> entries = split_at_colons(value);
    for (std::string& entry : entries) {
      if (entry.empty() || !fs::path{entry}.is_absolute()) continue;
      const fs::path there = counterpart(entry);
      if (is_there(there)) entry = there.string();
    }
    const std::string changed = fmt::format("{}", fmt::join(entries, ":"));
    if (changed != value) changes.push_back(fmt::format("{}={}", name, changed));
  }
  return changes;
}

void OldTree::build(Interrupt& interrupt) {
  if (revisions_.build.empty()) return;
  const fs::path here = fs::current_path();
  const bool is_inside = lies_below(here, revisions_.repository);
  const fs::path now = is_inside ? here : fs::path{revisions_.repository};
  const fs::path then = is_inside ? current_folder() : top_;
  const std::vector<std::string> words{"/bin/sh", "-c", revisions_.build};
  janitor_.run({.arguments = words, .folder = then.string(), .environment = environment()},
               fmt::format("--build at {}", revisions_.reference), &interrupt);
  janitor_.run({.arguments = words, .folder = now.string()}, "--build in the working tree", &interrupt);
}

std::unique_ptr<OldTree> open_old_tree(const RunOptions& options, const fs::path& place, Interrupt& interrupt) {
  if (!options.against) {
    if (!options.build.empty()) throw UsageError{"--build: is for both revisions of --against, which is missing"};
    return nullptr;
  }
  Revisions revisions = find_revisions(place, *options.against, options.build);
  auto tree = std::make_unique<OldTree>(std::move(revisions), interrupt);
  tree->build(interrupt);
  return tree;
}

}  // namespace greenbench
