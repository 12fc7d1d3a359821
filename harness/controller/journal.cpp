#include "harness/controller/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "harness/command_line/failure.hpp"

namespace greenbench {
namespace {

constexpr const char* journal_name = "journal.jsonl";

/// Of the last system call on the journal.
[[noreturn]] void fail_to_write(const std::filesystem::path& path) {
  const int error = errno;
  const bool no_room = error == ENOSPC || error == EDQUOT || error == EFBIG;
  throw CannotMeasure{fmt::format("{}: {}{}", path.string(), std::generic_category().message(error),
                                  no_room ? "; make room there, or name a folder with --out that has some" : "")};
}

Json header_of(const Run& run) {
  return {{"run",
           {{"schema_version", schema_version},
            {"greenbench_version", run.greenbench_version},
            {"started_at", run.started_at},
            {"plan", to_json(run.plan)},
            {"environment", to_json(run.environment)},
            {"idle", to_json(run.idle)},
            {"settings", to_json(run.settings)}}}};
}

}  // namespace

Journal::Journal(std::filesystem::path path, int flags)
    : path_(std::move(path)), descriptor_(open(path_.c_str(), flags | O_WRONLY | O_CLOEXEC, 0644)) {
  if (descriptor_ < 0) throw std::system_error{errno, std::generic_category(), path_.string()};
}

Journal::Journal(Journal&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

Journal::~Journal() {
  if (descriptor_ >= 0) close(descriptor_);
}

Journal Journal::create(const std::filesystem::path& folder, const Run& run) {
  Journal journal{folder / journal_name, O_CREAT | O_EXCL};
  journal.lock();
  try {
    journal.append(header_of(run));
  } catch (...) {
    journal.remove();  // there is nothing to be resumed
    throw;
  }
  fsync(journal.descriptor_);
  return journal;
}

Journal Journal::reopen(const std::filesystem::path& folder, const ResumedRun& resumed) {
  Journal journal{folder / journal_name, O_APPEND};
  journal.lock();
  if (std::filesystem::file_size(journal.path_) != resumed.read_bytes) {
    throw UsageError{fmt::format("{}: another process measured into it just now; try again", folder.string())};
  }
  std::filesystem::resize_file(journal.path_, resumed.complete_bytes);
  return journal;
}

/// Two processes that append to one journal would leave one that neither can read. Workers do not inherit the lock;
/// where the file system knows no locks there is none.
void Journal::lock() {
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  if (fcntl(descriptor_, F_SETLK, &whole) == 0 || (errno != EACCES && errno != EAGAIN)) return;
  const bool is_known = fcntl(descriptor_, F_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
  throw UsageError{fmt::format("{}: {} is measuring into it; wait for its end, or interrupt it",
                               path_.parent_path().string(),
                               is_known ? fmt::format("process {}", whole.l_pid) : "another process")};
}

void Journal::append(const Json& entry) {
  const std::string line = json_text(entry) + "\n";
  std::size_t written = 0;
  while (written < line.size()) {
    const ssize_t count = write(descriptor_, line.data() + written, line.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_to_write(path_);
    written += static_cast<std::size_t>(count);
  }
}

void Journal::begin_round(std::size_t hotspot, const RoundRecord& record) {
  append({{"round", {{"hotspot", hotspot}, {"record", to_json(record)}}}});
}

void Journal::add(const Calibration& calibration) {
  append({{"calibration", to_json(calibration)}});
}

void Journal::add(const std::vector<std::optional<PeakMemory>>& peak_memory) {
  append({{"peak_memory", to_json(peak_memory)}});
}

void Journal::add(const std::vector<Sample>& block) {
  Json samples = Json::array();
  for (const Sample& sample : block) samples.push_back(to_json(sample));
  append({{"block", samples}});
}

void Journal::end_round(std::size_t hotspot, const RoundEnd& end) {
  Json json = {{"hotspot", hotspot},
               {"round_wall_seconds", end.round_wall_seconds},
               {"run_wall_seconds", end.run_wall_seconds},
               {"samples_count", end.samples_count}};
  json["failed_variants"] = Json::array();
  for (const VariantFailure& failed : end.failed_variants) json["failed_variants"].push_back(to_json(failed));
  if (!end.void_reason.empty()) json["void_reason"] = end.void_reason;
  if (end.failure) json["failure"] = to_json(*end.failure);
  append({{"end", json}});
  if (fsync(descriptor_) != 0) fail_to_write(path_);
}

void Journal::remove() {
  std::filesystem::remove(path_);
}

}  // namespace greenbench
