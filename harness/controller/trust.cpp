#include "harness/controller/trust.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <string>

#include "harness/command_line/failure.hpp"
#include "harness/command_line/utf8_path.hpp"
#include "harness/machine/environment.hpp"
#include "harness/processes/privileges.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& folder, const std::string& what) {
  throw UsageError{fmt::format("{}: {}; continue it with --trust if you know who wrote it", folder.string(), what)};
}

/// The user of this process, root, or who called sudo.
bool is_ours(const fs::path& path) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) return true;  // whoever uses it says that it is not there
  if (about.st_uid == geteuid() || about.st_uid == 0) return true;
  const std::optional<WorkloadUser> caller = workload_user({});
  return caller && caller->uid == about.st_uid;
}

bool lies_in(const fs::path& file, const fs::path& folder) {
  std::error_code ignored;
  return lies_below(fs::weakly_canonical(file, ignored), fs::weakly_canonical(folder, ignored));
}

void refuse_foreign_files(const fs::path& folder, const Run& run, const Installation& installation) {
  for (const PlannedHotspot& hotspot : run.plan.hotspots) {
    const fs::path file = hotspot.file;
    if (file.empty() || lies_in(file, installation.data_folder / "workloads")) continue;
    if (!is_ours(file)) refuse(folder, fmt::format("it runs {}, which is another user's", file.string()));
    if (lies_in(file, folder)) refuse(folder, fmt::format("it runs {}, which lies in it", file.string()));
  }
}

}  // namespace

void refuse_strangers(const fs::path& folder, const Run& run, const Installation& installation,
                      const FileRoots& roots) {
  for (const fs::path& path : {folder, folder / "journal.jsonl"}) {
    if (!is_ours(path)) refuse(folder, "it is another user's");
  }
  const std::string python = python_of(run.environment).executable;
  if (python != installation.python.string()) {
    refuse(folder, fmt::format("it was begun with the Python {}, and this program uses {}", python,
                               installation.python.string()));
  }
  const std::array<std::pair<std::string, fs::path>, 3> named = {
      {{run.plan.sysfs, roots.sysfs}, {run.plan.procfs, roots.procfs}, {run.plan.devfs, roots.devfs}}};
  for (const auto& [then, now] : named) {
    if (fs::path{then} == now) continue;
    refuse(folder, fmt::format("it reads the machine below {} instead of {}", then, now.string()));
  }
  refuse_foreign_files(folder, run, installation);
}

}  // namespace greenbench
