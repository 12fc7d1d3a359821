// One Python file that defines hotspots, loaded into the interpreter.
//
//   HotspotFile file{"mine.py"};                       // executes the file; throws HotspotFileError
//   std::vector<HotspotInfo> found = file.describe();
//   py::object definition = file.find("mine/search");  // the DescribedHotspot of
//   python/greenbench/hotspots/definition.py
#pragma once

#include <pybind11/pybind11.h>

#include <filesystem>
#include <string>
#include <vector>

#include "workloads/hotspot.hpp"

namespace greenbench {

class HotspotFile {
 public:
  /// Executes the file, unless this interpreter has done so before. Modules beside it can be imported, after all
  /// others: they cannot hide a package. Throws HotspotFileError.
  explicit HotspotFile(const std::filesystem::path& file);

  /// Throws HotspotFileError where something is not what @hotspot makes.
  [[nodiscard]] std::vector<HotspotInfo> describe() const;

  /// Of the packages that its hotspots need, those that are installed.
  [[nodiscard]] PackageVersions package_versions() const;

  /// Throws HotspotFileError if the file defines no hotspot of this name.
  [[nodiscard]] pybind11::object find(const std::string& id) const;

 private:
  /// Runs `work`. An error of Python becomes a HotspotFileError: the object that holds it must not outlive the
  /// interpreter.
  template <typename Work>
  auto as_file_error(const Work& work) const -> decltype(work());

  std::string shown_;  ///< as the user wrote it, for messages
  std::string path_;   ///< absolute, as Python's tracebacks show it
  pybind11::list hotspots_;
};

}  // namespace greenbench
