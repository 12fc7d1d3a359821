// The ways a command cannot go on, each with its exit code. Thrown with the place and the value at
// fault, caught once in main.
//
//   throw UsageError{"--precision: -1 is not above 0"};              // exit code 2
//   throw CannotMeasure{"no readable energy counter; see greenbench doctor"};  // exit code 3
#pragma once

#include <stdexcept>

namespace greenbench {

/// Exit codes of the program, as documented for users.
enum class ExitCode : int {
  done = 0,
  gate_failed = 1,
  usage = 2,
  cannot_measure = 3,
  inconclusive = 4,
  interrupted = 130
};

/// Wrong usage or a bad input file.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The request is fine but this machine, or this moment, cannot serve it.
class CannotMeasure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Somebody asked the program to end before there was anything to save.
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error{"interrupted before anything was measured"} {}
};

}  // namespace greenbench
