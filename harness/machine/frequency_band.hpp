// Whether a CPU's clock stays where a variant usually has it.
//
//   FrequencyBand band;
//   band.leaves(variant, 3'000'000);      // false: the first reading has nothing to compare with
//   band.leaves(variant, 2'000'000);      // true: a third below the variant's usual clock
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <vector>

#include "counters/system/posix_file.hpp"

namespace greenbench {

/// Each variant has a clock of its own: vector instructions lower it, waiting lowers it more, and both are part of what
/// is compared. So a reading is held against the same variant's readings in the same round: the median of the last
/// `remembered` ones. A clock that changes for good voids a few blocks and then is the usual one; pairs within a block
/// stay fair either way.
class FrequencyBand {
 public:
  static constexpr double half_width = 0.1;  ///< as a share of the usual clock
  static constexpr std::size_t remembered = 5;

  /// Whether `kilohertz` lies outside the band; remembers it in any case.
  [[nodiscard]] bool leaves(std::size_t variant, std::uint64_t kilohertz);

 private:
  std::vector<std::deque<double>> readings_;  ///< in kHz, the latest last
};

/// The clock of one CPU, as the kernel last saw it.
class CurrentFrequency {
 public:
  /// `cpu` empty: nothing is read.
  CurrentFrequency(const std::filesystem::path& sysfs, std::optional<int> cpu);
  /// In kHz; empty where the kernel does not tell, as in most virtual machines. Does not allocate.
  [[nodiscard]] std::optional<std::uint64_t> read() const noexcept;

 private:
  FileDescriptor file_;  ///< not open where there is none
};

}  // namespace greenbench
