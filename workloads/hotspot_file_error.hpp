// A file of hotspots that cannot be used, in Python or as a shared library.
//
//   throw HotspotFileError{"mine.py", 9, "a variant cannot be named setup"};
//   error.what();   // "mine.py:9: a variant cannot be named setup"
//   HotspotFileError{"libmine.so", 0, "it defines no hotspot"}.what();   // "libmine.so: it defines no hotspot"
#pragma once

#include <stdexcept>
#include <string>

namespace greenbench {

/// Syntax error, exception while loading, wrong shape.
class HotspotFileError : public std::runtime_error {
 public:
  HotspotFileError(std::string file, int line, const std::string& message);
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] int line() const { return line_; }  ///< 0 when no line is to blame

 private:
  std::string file_;
  int line_;
};

}  // namespace greenbench
