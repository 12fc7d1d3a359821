// What a check for noise found, and what to do about it.
//
//   return RiskFinding{.finding = "Address space randomisation is off.",
//                      .advice = "Switch it on:\n  sudo sysctl kernel.randomize_va_space=2"};
//   return std::nullopt;   // all is well, or nothing is known
#pragma once

#include <string>

namespace greenbench {

struct RiskFinding {
  std::string finding;
  std::string advice;
};

}  // namespace greenbench
