// What is thrown when a document from outside cannot be read.
//
//   throw DocumentError{"run.json: plan.limits.precision: expected a number, found \"2%\""};
#pragma once

#include <stdexcept>

namespace greenbench {

/// A document that cannot be read: file, line or key path, and what was wrong there.
class DocumentError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace greenbench
