#include "counters/perf/perf.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "counters/perf/perf_absence.hpp"
#include "counters/perf/perf_counters.hpp"
#include "counters/source/read_failure.hpp"

namespace greenbench {

namespace {

using namespace std::chrono_literals;

/// A group holds some of package_events(); their number stands in front.
constexpr std::size_t most_words = 1 + 5;

class PerfSource final : public EnergySource {
 public:
  explicit PerfSource(PerfCounters counters) : counters_(std::move(counters)) {}

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::span<const Domain> domains() const override { return counters_.domains; }

  /// Safe from several threads at once: a read of an event has no file offset, and the failure is one atomic word.
  [[nodiscard]] std::error_code read(std::span<std::uint64_t> ticks) noexcept override {
    std::size_t next = 0;
    for (std::size_t i = 0; i < counters_.groups.size(); ++i) {
      const std::size_t count = counters_.groups[i].events.size();
      if (const std::error_code error = read_group(i, ticks.subspan(next, count))) return failed(i, error);
      next += count;
    }
    for (std::size_t i = 0; i < counters_.core_sums.size(); ++i) {
      const NumberRead sum = counters_.core_sums[i].read();
      if (sum.error) return failed(counters_.groups.size() + i, sum.error);
      ticks[next++] = sum.value;
    }
    failure_.clear();
    return {};
  }

  /// Before the first use: what all values seen of a domain have in common tells its step.
  void learn_step(std::size_t domain, std::uint64_t bits_seen) {
    Domain& about = counters_.domains.at(domain);
    about.resolution = hardware_step(bits_seen, {.unit = about.unit, .assumed = about.resolution});
  }

  [[nodiscard]] std::string last_failure() const override {
    const std::optional<FailedItem> item = failure_.get();
    if (!item) return {};
    const std::size_t groups = counters_.groups.size();
    if (item->item >= groups) {
      const CoreSum& sum = counters_.core_sums[item->item - groups];
      return fmt::format("cannot read the event power_core/energy-core, number {} of its package: {}",
                         sum.failed_core(), item->error.message());
    }
    return fmt::format("cannot read the events of {} on processor {}: {}", counters_.folder.string(),
                       counters_.groups[item->item].cpu, item->error.message());
  }

 private:
  std::error_code read_group(std::size_t group, std::span<std::uint64_t> ticks) noexcept {
    std::array<std::uint64_t, most_words> words{};
    const std::span<std::uint64_t> used{words.data(), 1 + ticks.size()};
    const FileDescriptor& leader = counters_.groups[group].events.front();
    if (const std::error_code error = counters_.events->read(leader, used)) return error;
    if (used.front() != ticks.size()) return std::make_error_code(std::errc::bad_message);
    std::ranges::copy(used.subspan(1), ticks.begin());
    return {};
  }

  std::error_code failed(std::size_t item, const std::error_code& error) noexcept {
    failure_.note(item, error);
    return error;
  }

  std::string name_ = "perf";
  PerfCounters counters_;
  ReadFailure failure_;
};

/// How far one counter was seen to move.
struct Watched {
  std::uint64_t last = 0;
  std::uint64_t bits_seen = 0;
  int moves = 0;
};

/// Reads until every counter that counts has moved eight times, but for 25 ms at most. Empty with the first error.
std::vector<Watched> watch(PerfSource& source) {
  constexpr int enough_moves = 8;
  const std::span<const Domain> domains = source.domains();
  std::vector<std::uint64_t> ticks(domains.size());
  std::vector<Watched> watched(domains.size());
  const auto needs_more = [&](std::size_t i) { return domains[i].counted && watched[i].moves < enough_moves; };
  const auto deadline = std::chrono::steady_clock::now() + 25ms;
  for (bool unfinished = true; unfinished && std::chrono::steady_clock::now() < deadline;) {
    if (source.read(ticks)) return {};
    unfinished = false;
    for (std::size_t i = 0; i < ticks.size(); ++i) {
      watched[i].bits_seen |= ticks[i];
      if (ticks[i] != watched[i].last) ++watched[i].moves;
      watched[i].last = ticks[i];
      unfinished = unfinished || needs_more(i);
    }
    std::this_thread::sleep_for(100us);  // a pause between polls, so that reading does not slow the package down
  }
  return watched;
}

}  // namespace

std::variant<std::unique_ptr<EnergySource>, Unavailable> open_perf(const FileRoots& roots, PerfAccess access) {
  auto opened = open_perf_counters(roots, std::move(access));
  if (auto* why = std::get_if<Unavailable>(&opened)) return std::move(*why);
  auto source = std::make_unique<PerfSource>(std::get<PerfCounters>(std::move(opened)));
  const std::vector<Watched> watched = watch(*source);
  if (watched.empty()) return why_perf_unreadable(source->last_failure());
  for (std::size_t i = 0; i < watched.size(); ++i) source->learn_step(i, watched[i].bits_seen);
  return source;
}

}  // namespace greenbench
