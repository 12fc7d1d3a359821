#include "results/text/explaining_counters.hpp"

#include <algorithm>
#include <array>

namespace greenbench {
namespace {

template <auto Member>
std::optional<double> explained(const VariantSummary& summary) {
  return summary.explanation.*Member;
}

std::optional<double> cpu_seconds(const VariantSummary& summary) {
  return summary.cpu_seconds;
}

constexpr std::array counters{
    ExplainingCounter{"cpu_seconds", "CPU time", "s",
                      "processor time per operation, added up over its threads and child processes", cpu_seconds},
    ExplainingCounter{"context_switches_voluntary", "voluntary switches", "",
                      "how often the variant gave the CPU away per operation, to wait for something",
                      explained<&Explanation::context_switches_voluntary>},
    ExplainingCounter{"context_switches_involuntary", "involuntary switches", "",
                      "how often the CPU was taken from it per operation",
                      explained<&Explanation::context_switches_involuntary>},
    ExplainingCounter{"page_faults_minor", "minor faults", "",
                      "pages of memory per operation that were touched for the first time",
                      explained<&Explanation::page_faults_minor>},
    ExplainingCounter{"page_faults_major", "major faults", "", "pages per operation that had to be read from a disk",
                      explained<&Explanation::page_faults_major>},
    ExplainingCounter{
        "idle_residency_seconds", "idle time", "s",
        "time in idle states per operation, added up over the CPUs the variant may use; other programs keep these "
        "CPUs awake as well",
        explained<&Explanation::idle_residency_seconds>},
    ExplainingCounter{"wake_ups", "wake-ups", "",
                      "how often one of these CPUs went idle, to be woken again, per operation",
                      explained<&Explanation::wake_ups>},
    ExplainingCounter{"instructions", "instructions", "",
                      "instructions per operation, of all its threads and child processes",
                      explained<&Explanation::instructions>},
    ExplainingCounter{"cycles", "cycles", "", "processor cycles per operation, of the same",
                      explained<&Explanation::cycles>},
    ExplainingCounter{"cache_misses", "cache misses", "",
                      "accesses per operation that the processor's last cache could not answer, of the same",
                      explained<&Explanation::cache_misses>},
};

}  // namespace

std::span<const ExplainingCounter> explaining_counters() {
  return counters;
}

const ExplainingCounter* find_explaining_counter(std::string_view key) {
  const auto* const found = std::ranges::find(counters, key, &ExplainingCounter::key);
  return found == counters.end() ? nullptr : found;
}

}  // namespace greenbench
