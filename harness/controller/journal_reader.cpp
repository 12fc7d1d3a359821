#include <fmt/format.h>

#include <fstream>

#include "harness/controller/journal.hpp"
#include "results/files/atomic_file.hpp"
#include "results/files/run_document.hpp"

namespace greenbench {
namespace {

/// Rebuilds a run entry by entry. A round counts only once its end has been read.
class JournalReplay {
 public:
  void take(const JsonView& entry) {
    if (entry.has("run")) return begin_run(entry.at("run"));
    if (run_.hotspots.empty()) entry.fail("expected the run's header first");
    if (entry.has("round")) return begin_round(entry.at("round"));
    if (!round_) entry.fail("this entry stands outside a round");
    if (entry.has("calibration")) calibration_ = calibration_from_json(entry.at("calibration"));
    if (entry.has("peak_memory")) peak_memory_ = peak_memory_list_from_json(entry.at("peak_memory"));
    if (entry.has("block")) add_block(entry.at("block"));
    if (entry.has("end")) end_round(entry.at("end"));
  }

  /// Nothing after this point is needed to rebuild what was taken so far.
  [[nodiscard]] bool between_rounds() const { return !round_; }
  [[nodiscard]] bool has_run() const { return !run_.hotspots.empty(); }
  [[nodiscard]] Run run() && { return std::move(run_); }

 private:
  void begin_run(const JsonView& view) {
    check_schema_version(view);
    run_.greenbench_version = view.at("greenbench_version").text();
    run_.started_at = view.at("started_at").text();
    run_.plan = plan_from_json(view.at("plan"));
    run_.environment = environment_from_json(view.at("environment"));
    run_.idle = idle_baseline_from_json(view.at("idle"));
    run_.hotspots.resize(run_.plan.hotspots.size());
  }

  HotspotRun& hotspot_of(const JsonView& view) {
    const std::uint64_t index = view.at("hotspot").count();
    if (index >= run_.hotspots.size()) view.at("hotspot").fail("the plan has no such hotspot");
    return run_.hotspots[index];
  }

  void begin_round(const JsonView& view) {
    static_cast<void>(hotspot_of(view));
    round_ = round_from_json(view.at("record"));
    calibration_.reset();
    peak_memory_.clear();
  }

  void add_block(const JsonView& view) {
    for (std::size_t i = 0; i < view.size(); ++i) round_->samples.push_back(sample_from_json(view.at(i)));
  }

  void end_round(const JsonView& view) {
    HotspotRun& hotspot = hotspot_of(view);
    round_->wall_seconds = view.at("round_wall_seconds").number();
    run_.wall_seconds = view.at("run_wall_seconds").number();
    const JsonView failed = view.at("failed_variants");
    for (std::size_t i = 0; i < failed.size(); ++i) {
      const VariantFailure one = variant_failure_from_json(failed.at(i));
      hotspot.failed_variants.push_back(one);
      std::erase_if(round_->samples, [&](const Sample& sample) { return sample.variant == one.variant; });
    }
    if (view.has("void_reason")) void_blocks(round_->samples, view.at("void_reason").text());
    if (view.has("failure")) hotspot.failure = failure_from_json(view.at("failure"));
    if (calibration_) hotspot.calibration = calibration_;
    if (!peak_memory_.empty()) hotspot.peak_memory = std::move(peak_memory_);
    if (view.at("samples_count").boolean()) hotspot.rounds.push_back(std::move(*round_));
    round_.reset();
  }

  Run run_;
  std::optional<RoundRecord> round_;
  std::optional<Calibration> calibration_;
  std::vector<std::optional<PeakMemory>> peak_memory_;
};

}  // namespace

ResumedRun read_journal(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "journal.jsonl";
  std::ifstream file;
  if (std::filesystem::exists(path)) file = open_file(path, most_samples_bytes);
  if (!file.is_open()) {
    const bool finished = std::filesystem::exists(folder / "run.json");
    throw DocumentError{path.string() + (finished ? ": this run is complete; see greenbench report"
                                                  : ": no such file, so there is no run to resume here")};
  }
  JournalReplay replay;
  ResumedRun resumed;
  std::uintmax_t offset = 0;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    const bool torn = file.eof();  // the last line has no newline: it was being written when the program died
    resumed.read_bytes = offset + line.size() + (torn ? 0 : 1);
    if (torn) break;
    offset += line.size() + 1;
    const std::string where = fmt::format("{}:{}", path.string(), ++number);
    const std::optional<Json> json = json_if_valid(line);
    if (!json) throw DocumentError{where + ": not JSON; the journal is damaged"};
    replay.take(JsonView{*json, where});
    if (replay.between_rounds()) resumed.complete_bytes = offset;
  }
  if (!replay.has_run()) throw DocumentError{path.string() + ": no complete header; nothing to resume"};
  resumed.run = std::move(replay).run();
  return resumed;
}

}  // namespace greenbench
