// What a run is: plain data, as it is written to run.json and samples.csv.
//
//   Run run = load_run("greenbench-results/20260101T120000Z-strings");
//   const HotspotRun& build = run.hotspots[0];
//   double first = build.rounds[0].samples[0].wall_seconds;
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "counters/units/power_model_parameters.hpp"
#include "counters/units/units.hpp"
#include "results/model/analysis_settings.hpp"
#include "results/model/run_request.hpp"
#include "results/model/variant_id.hpp"

namespace greenbench {

/// Rises by one whenever a reader of run.json written for the old shape would misread the new one.
inline constexpr int schema_version = 2;

/// More than any run has. Variants are measured in one block and compared with each other.
inline constexpr std::size_t most_variants = 100;   ///< of one hotspot
inline constexpr std::size_t most_hotspots = 5000;  ///< of one run, each size by itself
inline constexpr std::size_t most_domains = 1000;   ///< of one run

/// A variant that is not measured in this run, and why.
struct LeftOut {
  VariantId id;
  std::string reason;
};

/// A command line that is measured as a whole, with everything that belongs to each of its runs. `prepare` and
/// `conclude` are command lines, too, and empty where there are none.
struct PlannedCommand {
  std::vector<std::string> arguments;  ///< the program first
  std::vector<std::string> prepare = {};
  std::vector<std::string> conclude = {};
  std::string input = {};   ///< file; empty: no input
  std::string output = {};  ///< file; empty: discarded, or read where reads_output
  bool reads_output = false;
  std::uint32_t warm_up_runs = 0;  ///< in each round
  bool ignores_failure = false;
  std::vector<std::uint32_t> ignored_codes = {};
  std::string folder = {};                    ///< in which all of this runs; empty: where greenbench was started
  std::vector<std::string> environment = {};  ///< NAME=value: what differs from greenbench's own
};

/// One of two revisions of a git repository.
struct RevisionTree {
  std::string repository;  ///< top folder of the working tree
  std::string folder;      ///< top folder of this revision's files: the same for the new one
  [[nodiscard]] bool is_old() const { return folder != repository; }
};

/// Where a variant of one of two revisions is defined.
struct VariantSource {
  std::string file;
  std::string hotspot;  ///< the hotspot's id there
  std::string name;     ///< the variant's name there
  RevisionTree revision;
};

struct PlannedVariant {
  VariantId id;
  bool baseline = false;                       ///< exactly one per language
  std::optional<PlannedCommand> command = {};  ///< exactly where the language is "command"
  std::optional<VariantSource> source = {};    ///< empty: it is called here as in the hotspot's file
};

/// How the local HTTP server answers a hotspot that asked for one.
struct ServerSettings {
  double latency_seconds = 0.02;  ///< from a request to its answer
  std::uint64_t body_bytes = 1024;
};

struct PlannedHotspot {
  std::string id;  ///< "strings/build"
  std::string description;
  std::string file;  ///< the Python file or the shared library; empty when all variants are the program's own, in C++
  std::uint64_t size = 0;
  double relative_tolerance = 0.0;
  std::vector<PlannedVariant> variants;
  std::vector<LeftOut> left_out;
  std::optional<ServerSettings> server = {};  ///< empty: it needs no server
  bool parallel = false;                      ///< some variant uses several processors at once
};

/// How much to measure and when to stop.
struct Limits {
  double precision = 0.02;  ///< wanted half-width of a ratio's interval, as a fraction; see wanted_half_width()
  std::uint32_t min_rounds = 6;
  std::uint32_t max_rounds = 80;
  double time_limit_seconds = 60.0;  ///< per hotspot
  double min_region_seconds = 0.01;
  double round_seconds = 0.3;           ///< measured time that the first rounds are filled with; see next_round.hpp
  double worker_timeout_seconds = 120;  ///< a worker that says nothing for this long is hung
  /// CPUs that other processes may keep busy during a block that counts: what they did before the run, and 10% of a
  /// core.
  double max_other_load = 0.1;
};

/// Whether the width of the intervals may decide how many rounds there are; else their number is fixed beforehand.
[[nodiscard]] inline bool stops_on_width(const Limits& limits) {
  return limits.min_rounds < limits.max_rounds;
}

/// One energy counter of the run, in the order of Sample::domain_joules.
struct DomainRecord {
  std::string name;    ///< "package-0"
  std::string source;  ///< "powercap"
  std::string where;   ///< the zone's path, or the model
  Provenance provenance = Provenance::measured;
  bool counted = false;  ///< part of the total
  double resolution_joules = 0.0;
  std::optional<double> update_period_seconds;
  std::optional<double> wrap_joules;
  std::optional<double> update_jitter_seconds = {};  ///< half of the intervals are no further from the period
};

/// Two states of a git repository, which a run compares: each of its hotspots has one thing, as it was and as it is.
struct Revisions {
  std::string reference;   ///< the old one, as typed: "main"
  std::string old_commit;  ///< that it named
  std::string new_commit;  ///< that the working tree was made from
  bool dirty = false;      ///< the working tree, which is the new one, had changes that were not committed
  std::string repository;  ///< top folder of the working tree
  std::string build;       ///< shell command that ran in both before they were measured; may be empty
};

/// What will happen: everything that decides the measurement. Fixed before the first round starts.
struct Plan {
  std::string suite_label;                 ///< "strings", "strings+numeric", "mine.py"; names the output folder
  std::optional<RunRequest> request = {};  ///< empty in runs of versions that did not keep it
  std::uint64_t seed = 0;
  bool quick = false;  ///< a labelled preview: its verdicts pass no gate
  Limits limits;
  std::vector<std::string> requested_sources;
  std::string power_model_file;  ///< --power-model; empty when chosen automatically
  std::vector<DomainRecord> domains;
  std::optional<PowerModel> power_model;  ///< when joules are estimated
  std::string sysfs, procfs, devfs;       ///< the roots the sources were read from
  std::string user;                       ///< as whom workloads ran; empty: as who started the run
  std::vector<PlannedHotspot> hotspots;
  std::vector<std::string> notes;  ///< what the plan cannot conclude, and why
  std::optional<Revisions> revisions = {};
};

/// One repetition: N iterations of one variant between two counter reads.
struct Sample {
  std::uint32_t variant = 0;   ///< index into PlannedHotspot::variants
  std::uint32_t block = 0;     ///< within the round, re-run blocks included
  std::uint32_t position = 0;  ///< place in the block's random order, from 0
  std::uint64_t iterations = 0;
  double started_at = 0.0;    ///< seconds since 1970-01-01 UTC
  double wall_seconds = 0.0;  ///< of all iterations
  double cpu_seconds = 0.0;   ///< process, waited-for children and helpers
  double cpu_user_seconds = 0.0;
  double cpu_system_seconds = 0.0;
  std::vector<double> domain_joules;  ///< in the order of Plan::domains; empty when unknown (void)
  std::optional<double> energy_total_joules;
  std::optional<double> energy_total_uncertainty_joules;
  std::uint64_t context_switches_voluntary = 0;
  std::uint64_t context_switches_involuntary = 0;
  std::uint64_t page_faults_minor = 0;
  std::uint64_t page_faults_major = 0;
  std::uint64_t resident_bytes = 0;  ///< at the end of the repetition
  /// Of all CPUs that the process may use, added up; empty where the machine does not show its idle states.
  std::optional<double> idle_residency_seconds;
  std::optional<std::uint64_t> wake_ups;  ///< of these CPUs: how often one of them entered an idle state
  /// Of this process, its threads and its children; empty where the processor does not count them.
  std::optional<std::uint64_t> instructions;
  std::optional<std::uint64_t> cycles;
  std::optional<std::uint64_t> cache_misses;
  std::string void_reason;  ///< empty: the block counts. Otherwise the whole block is void.
};

/// None of these counts. A block that was void already keeps its own reason.
inline void void_blocks(std::vector<Sample>& samples, const std::string& reason) {
  for (Sample& sample : samples) {
    if (sample.void_reason.empty()) sample.void_reason = reason;
  }
}

/// One fresh process and the workers forked from it, one for each variant, that ran several blocks of one hotspot.
struct RoundRecord {
  std::uint32_t index = 0;  ///< within the hotspot, from 0
  std::uint64_t seed = 0;
  std::uint32_t hash_seed = 0;
  std::uint32_t environment_padding_bytes = 0;
  std::optional<int> cpu = {};  ///< the one CPU of all its workers; empty: all that may be used
  double started_at = 0.0;      ///< seconds since 1970-01-01 UTC
  double wall_seconds = 0.0;    ///< from its start to its end, set-up and warm-up included
  std::vector<Sample> samples;
};

/// Iteration counts, found in the first round.
struct Calibration {
  std::vector<std::uint64_t> iterations;  ///< one per planned variant; 0 where it could not be found
};

/// Memory of the worker's process, children excluded, around one untimed iteration of a variant.
struct PeakMemory {
  std::uint64_t resident_before_bytes = 0;
  std::uint64_t peak_resident_bytes = 0;  ///< at least resident_before_bytes
  /// What the iteration needed beyond what was there before it.
  [[nodiscard]] std::uint64_t growth_bytes() const { return peak_resident_bytes - resident_before_bytes; }
};

enum class StopReason { not_finished, precision_reached, max_rounds, time_limit, failed, interrupted };

/// Why a hotspot could not be measured (or not to the end).
struct Failure {
  enum class Kind {
    answers_differ,
    unfit,  ///< later calls of a variant would not do the work of its first
    crashed,
    hung,
    out_of_memory,
    raised,
    counter_lost,
    not_available,
    bad_file,
    disturbed,  ///< every block was void
  };
  Kind kind = Kind::raised;
  std::string reason;  ///< one line
  std::string detail;  ///< traceback or last words; may be empty
  std::optional<std::uint32_t> round;
};

/// A variant that is not measured any further, and why.
struct VariantFailure {
  std::uint32_t variant = 0;  ///< index into PlannedHotspot::variants
  Failure failure;
};

struct HotspotRun {
  std::optional<Calibration> calibration;
  std::vector<std::optional<PeakMemory>> peak_memory;  ///< one per planned variant, by the first round; or empty
  std::vector<RoundRecord> rounds;                     ///< only those that ended normally (or lost their counter)
  StopReason stop = StopReason::not_finished;
  std::vector<VariantFailure> failed_variants;  ///< the others go on without them
  std::optional<Failure> failure;               ///< of all variants
};

/// What the machine, the build and the libraries are. Ordered; key is stable, value is as found.
struct EnvironmentField {
  std::string key;    ///< "cpu_model"
  std::string value;  ///< "AMD EPYC"; a field that could not be found is absent
};

/// Power of the counted domains while greenbench sleeps: what the machine draws without our work.
struct IdlePower {
  double started_at = 0.0;  ///< seconds since 1970-01-01 UTC
  double seconds = 0.0;     ///< how long it was watched
  double watts = 0.0;
  double uncertainty_watts = 0.0;
};

/// Absent where joules are estimated (a model does not see the idle machine) or where the run did not come to that.
struct IdleBaseline {
  std::optional<IdlePower> before;
  std::optional<IdlePower> after;
};

/// Everything one invocation measured, with the machine it was measured on.
struct Run {
  std::string greenbench_version;
  std::string started_at;     ///< "2026-01-01T12:00:00Z"
  double wall_seconds = 0.0;  ///< of the measuring part, sum over sessions when resumed
  Plan plan;
  std::vector<EnvironmentField> environment;
  IdleBaseline idle;
  AnalysisSettings settings;         ///< that it is judged with, unless a command is told otherwise
  std::vector<HotspotRun> hotspots;  ///< in the order of plan.hotspots
};

}  // namespace greenbench
