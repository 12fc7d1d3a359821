// The machine, the build and the libraries, as they are recorded with every run.
//
//   std::vector<EnvironmentField> fields = describe_environment(roots, {"3.11.2", ".venv/bin/python"});
//   PythonFacts python = python_of(fields);
//   add_load_after(fields, "/proc");
#pragma once

#include <string>
#include <vector>

#include "counters/system/file_roots.hpp"
#include "results/model/schema.hpp"
#include "workloads/hotspot.hpp"

namespace greenbench {

/// The interpreter that Python variants ran in.
struct PythonFacts {
  std::string version;
  std::string executable;
  PackageVersions packages = {};  ///< those that hotspots need and that are installed
};

/// Every field that can be found out here; what cannot is absent.
[[nodiscard]] std::vector<EnvironmentField> describe_environment(const FileRoots& roots, const PythonFacts& python);

/// Records the load of the machine at the end of a run beside the one at its start.
void add_load_after(std::vector<EnvironmentField>& environment, const std::string& procfs);

/// The Python facts of an earlier description.
[[nodiscard]] PythonFacts python_of(const std::vector<EnvironmentField>& environment);

}  // namespace greenbench
