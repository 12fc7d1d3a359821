#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "harness/controller/journal.hpp"
#include "results/files/atomic_file.hpp"
#include "results/files/json_fields.hpp"
#include "results/files/plan_check.hpp"
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
    if (entry.has("calibration")) calibrate(entry);
    if (entry.has("peak_memory")) take_peak_memory(entry);
    if (entry.has("block")) add_block(entry.at("block"));
    if (entry.has("end")) end_round(entry.at("end"));
  }

  /// Nothing after this point is needed to rebuild what was taken so far.
  [[nodiscard]] bool between_rounds() const { return !round_; }
  [[nodiscard]] bool has_run() const { return !run_.hotspots.empty(); }
  [[nodiscard]] Run run() && { return std::move(run_); }

 private:
  void begin_run(const JsonView& view) {
    if (has_run()) view.fail("the run has begun already");
    check_schema_version(view);
    run_.greenbench_version = view.at("greenbench_version").text();
    run_.started_at = view.at("started_at").text();
    run_.plan = plan_from_json(view.at("plan"));
    for (std::size_t i = 0; i < run_.plan.hotspots.size(); ++i) {
      check_file(view.at("plan").at("hotspots").at(i), run_.plan.hotspots[i]);
    }
    run_.environment = environment_from_json(view.at("environment"));
    run_.idle = idle_baseline_from_json(view.at("idle"));
    if (view.has("settings")) run_.settings = analysis_settings_from_json(view.at("settings"));
    run_.hotspots.resize(run_.plan.hotspots.size());
  }

  static void check_file(const JsonView& view, const PlannedHotspot& planned) {
    const auto in_python = [](const PlannedVariant& variant) { return variant.id.language == "python"; };
    if (!planned.file.empty() || std::ranges::none_of(planned.variants, in_python)) return;
    view.at("file").fail("a variant in Python needs its file");
  }

  [[nodiscard]] HotspotRun& hotspot() { return run_.hotspots[hotspot_]; }
  [[nodiscard]] const PlannedHotspot& planned() const { return run_.plan.hotspots[hotspot_]; }

  void begin_round(const JsonView& view) {
    hotspot_ = view.at("hotspot").count();
    if (hotspot_ >= run_.hotspots.size()) view.at("hotspot").fail("the plan has no such hotspot");
    round_ = round_from_json(view.at("record"));
    if (round_->index != hotspot().rounds.size()) {
      view.at("record").at("index").fail(
          fmt::format("expected round {}, found {}", hotspot().rounds.size(), round_->index));
    }
    calibration_.reset();
    peak_memory_.clear();
  }

  void calibrate(const JsonView& entry) {
    calibration_ = calibration_from_json(entry.at("calibration"));
    check_calibration(entry, planned(), *calibration_);
  }

  void take_peak_memory(const JsonView& entry) {
    peak_memory_ = peak_memory_list_from_json(entry.at("peak_memory"));
    check_peak_memory(entry, planned(), peak_memory_);
  }

  void add_block(const JsonView& view) {
    std::vector<Sample> block = list_from_json(view, sample_from_json);
    check_block(view, run_.plan, planned(), block);
    if (block.empty()) return;
    if (!round_->samples.empty() && block.front().block <= round_->samples.back().block) {
      view.at(0).at("block").fail("this block, or a later one, has been there already");
    }
    std::ranges::move(block, std::back_inserter(round_->samples));
  }

  void end_round(const JsonView& view) {
    if (view.at("hotspot").count() != hotspot_) view.at("hotspot").fail("another hotspot's round has begun");
    HotspotRun& hotspot = this->hotspot();
    round_->wall_seconds = view.at("round_wall_seconds").number();
    run_.wall_seconds = view.at("run_wall_seconds").number();
    const auto failed = list_from_json(view.at("failed_variants"), variant_failure_from_json);
    check_failed_variants(view, planned(), failed);
    for (const VariantFailure& one : failed) {
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
  std::uint64_t hotspot_ = 0;  ///< of the round
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
