// The msr source's files, opened: one for each package or die, and one for each of AMD's cores.
//
//   auto opened = open_msr_counters(roots, access);
//   MsrCounters counters = std::get<MsrCounters>(std::move(opened));
//   counters.registers->read(counters.files[0], counters.items[0].number);   // the package's raw 32 bits
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <variant>
#include <vector>

#include "counters/msr/msr.hpp"
#include "counters/source/core_sum.hpp"

namespace greenbench {

/// Of a register, the part that counts.
inline constexpr std::uint64_t msr_counter_mask = 0xffffffff;

struct MsrItem {
  std::size_t file = 0;  ///< index into MsrCounters::files
  std::uint32_t number = 0;
};

struct MsrCounters {
  std::shared_ptr<RegisterReader> registers;
  std::vector<FileDescriptor> files;
  std::vector<MsrItem> items;
  std::deque<CoreSum> core_sums;  ///< a deque, because they do not move
  std::vector<Domain> domains;    ///< of the items in order, then of the sums
};

[[nodiscard]] std::variant<MsrCounters, Unavailable> open_msr_counters(const FileRoots& roots, MsrAccess access);

}  // namespace greenbench
