// The journal of a run: JSON lines, written as samples come, so that a killed run loses at most one round.
//
//   Journal journal = Journal::create(folder, run);       // journal.jsonl, header line first
//   journal.begin_round(hotspot, record);  journal.add(block);  journal.end_round(hotspot, ended);
//   ResumedRun resumed = read_journal(folder);            // whole rounds only
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "results/files/json.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// How a round ended, as the journal keeps it.
struct RoundEnd {
  double round_wall_seconds = 0.0;
  double run_wall_seconds = 0.0;                ///< of the whole run so far, earlier sessions included
  std::vector<VariantFailure> failed_variants;  ///< in this round; what they measured in it is not used
  std::optional<Failure> failure;               ///< of the whole hotspot
  bool samples_count = true;                    ///< false: what the round measured is not used
  std::string void_reason = {};                 ///< why none of its blocks counts; empty when they may
};

/// A run as far as its journal goes, and where the journal's last complete entry ends.
struct ResumedRun {
  Run run;
  std::uintmax_t complete_bytes = 0;
  std::uintmax_t read_bytes = 0;  ///< how long the journal was
};

class Journal {
 public:
  /// Starts a journal, and locks it until it is destroyed. Throws CannotMeasure naming the path, as everything does
  /// that writes to it.
  [[nodiscard]] static Journal create(const std::filesystem::path& folder, const Run& run);
  /// Continues a journal after its last complete entry. Throws UsageError when another process measures into it, or has
  /// done so since it was read.
  [[nodiscard]] static Journal reopen(const std::filesystem::path& folder, const ResumedRun& resumed);
  ~Journal();
  Journal(Journal&& other) noexcept;
  Journal& operator=(Journal&&) = delete;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  void begin_round(std::size_t hotspot, const RoundRecord& record);
  void add(const Calibration& calibration);
  void add(const std::vector<std::optional<PeakMemory>>& peak_memory);
  void add(const std::vector<Sample>& block);
  /// Everything up to here survives a crash of the machine.
  void end_round(std::size_t hotspot, const RoundEnd& end);
  /// The run is saved in its final form: the journal is no longer needed.
  void remove();

 private:
  Journal(std::filesystem::path path, int flags);
  void append(const Json& entry);
  void lock();

  std::filesystem::path path_;
  int descriptor_ = -1;
};

/// Throws DocumentError when there is no journal, or when it is damaged anywhere but at its torn end.
[[nodiscard]] ResumedRun read_journal(const std::filesystem::path& folder);

}  // namespace greenbench
