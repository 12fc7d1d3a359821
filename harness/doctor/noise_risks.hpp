// What on this machine makes joules and times noisier, or differ from the next machine's: one check per risk.
//
//   for (const Risk& risk : find_noise_risks(roots)) show(risk.name, risk.finding, risk.advice);
//   noise_checks()[0].name;          // "frequency governor"
//   noise_checks()[0].find(roots);   // empty: nothing to say, or not known
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "counters/system/file_roots.hpp"

namespace greenbench {

/// What a check found, and what to do about it.
struct RiskFinding {
  std::string finding;  ///< what was found on this machine
  std::string advice;   ///< a sentence, and commands on lines of their own that begin with two spaces
};

/// One kind of noise. The table is the only place that lists them.
struct NoiseCheck {
  std::string_view name;
  /// Reads only below the roots and changes nothing. What cannot be found out is no risk: empty.
  std::optional<RiskFinding> (*find)(const FileRoots& roots);
};

[[nodiscard]] std::span<const NoiseCheck> noise_checks();

struct Risk {
  std::string name;
  std::string finding;
  std::string advice;
};

[[nodiscard]] std::vector<Risk> find_noise_risks(const FileRoots& roots);

}  // namespace greenbench
