#include "counters/system/cpu_topology.hpp"

#include <sched.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "counters/system/kernel_text.hpp"
#include "counters/system/posix_file.hpp"

namespace greenbench {

namespace {

namespace fs = std::filesystem;

struct CpuRange {
  int first;
  int last;
};

/// "8" or "0-3".
std::optional<CpuRange> parse_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  const std::optional<int> first = whole_number<int>(text.substr(0, dash));
  const std::optional<int> last = dash == std::string_view::npos ? first : whole_number<int>(text.substr(dash + 1));
  constexpr int largest = 1 << 20;  // more processors than Linux knows; bounds what a broken file can ask for
  if (!first || !last || *first < 0 || *last < *first || *last > largest) return std::nullopt;
  return CpuRange{*first, *last};
}

/// Of the places with one key, the one that was listed first; in the order of the keys.
template <class Key>
std::vector<CpuPlace> first_of_each(std::span<const CpuPlace> places, Key key) {
  std::vector<CpuPlace> firsts{places.begin(), places.end()};
  std::ranges::stable_sort(firsts, {}, key);
  const auto same_key = [&](const CpuPlace& a, const CpuPlace& b) { return key(a) == key(b); };
  firsts.erase(std::unique(firsts.begin(), firsts.end(), same_key), firsts.end());
  return firsts;
}

constexpr int bits_per_word = 64;

std::vector<int> cpus_of(const std::vector<std::uint64_t>& mask) {
  std::vector<int> cpus;
  const int bits = static_cast<int>(mask.size()) * bits_per_word;
  for (int cpu = 0; cpu < bits; ++cpu) {
    const std::uint64_t word = mask[static_cast<std::size_t>(cpu / bits_per_word)];
    if ((word >> (cpu % bits_per_word) & 1U) != 0) cpus.push_back(cpu);
  }
  return cpus;
}

}  // namespace

std::vector<int> parse_cpu_list(std::string_view text) {
  std::vector<int> cpus;
  for (bool more = !text.empty(); more;) {
    const std::size_t comma = text.find(',');
    const std::optional<CpuRange> range = parse_range(text.substr(0, comma));
    if (!range) return {};
    for (int cpu = range->first; cpu <= range->last; ++cpu) cpus.push_back(cpu);
    more = comma != std::string_view::npos;
    if (more) text.remove_prefix(comma + 1);
  }
  return cpus;
}

std::optional<CpuPlace> cpu_place(const fs::path& sysfs, int cpu) {
  const fs::path topology = sysfs / fmt::format("devices/system/cpu/cpu{}/topology", cpu);
  const std::optional<int> package = whole_number<int>(read_text_file(topology / "physical_package_id").text);
  if (!package) return std::nullopt;
  // The kernel writes -1 for what it does not know.
  CpuPlace place{.cpu = cpu, .package = std::max(*package, 0)};
  // Kernels before 5.2 have no die_id; then a package is one die.
  place.die = std::max(whole_number<int>(read_text_file(topology / "die_id").text).value_or(0), 0);
  const std::vector<int> siblings = parse_cpu_list(read_text_file(topology / "thread_siblings_list").text);
  place.first_of_core = siblings.empty() || siblings.front() == cpu;
  return place;
}

std::vector<CpuPlace> cpu_places(const fs::path& sysfs) {
  std::vector<CpuPlace> places;
  std::error_code ignored;  // no folder, no processors: the caller says what that means
  for (const fs::directory_entry& entry : fs::directory_iterator{sysfs / "devices/system/cpu", ignored}) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("cpu")) continue;
    const std::optional<int> cpu = whole_number<int>(std::string_view{name}.substr(3));
    if (!cpu) continue;
    if (const std::optional<CpuPlace> place = cpu_place(sysfs, *cpu)) places.push_back(*place);
  }
  std::ranges::sort(places, {}, &CpuPlace::cpu);
  return places;
}

std::vector<CpuPlace> first_of_each_die(std::span<const CpuPlace> places) {
  return first_of_each(places, [](const CpuPlace& place) { return std::pair{place.package, place.die}; });
}

std::vector<CpuPlace> first_of_each_package(std::span<const CpuPlace> places) {
  return first_of_each(places, [](const CpuPlace& place) { return place.package; });
}

std::string place_name(const CpuPlace& place, std::span<const CpuPlace> among) {
  const bool has_other_die = std::ranges::any_of(
      among, [&](const CpuPlace& other) { return other.package == place.package && other.die != place.die; });
  return has_other_die ? fmt::format("{}-die-{}", place.package, place.die) : fmt::format("{}", place.package);
}

std::vector<int> allowed_cpus() {
  // The kernel refuses a mask that is too small for its own; how large that is, it does not say.
  for (std::size_t bits = 1024; bits <= std::size_t{1} << 20; bits *= 2) {
    std::vector<std::uint64_t> mask(bits / bits_per_word);
    const std::size_t bytes = mask.size() * sizeof(std::uint64_t);
    if (sched_getaffinity(0, bytes, reinterpret_cast<cpu_set_t*>(mask.data())) != 0) continue;
    std::vector<int> cpus = cpus_of(mask);
    if (!cpus.empty()) return cpus;
  }
  return {0};
}

}  // namespace greenbench
