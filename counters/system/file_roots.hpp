// The three kernel file systems the program reads. Tests and containers point
// them elsewhere (--path.sysfs, --path.procfs, --path.devfs).
//
//   FileRoots roots;                  // the real machine
//   roots.sysfs = "/host/sys";        // a container's view of its host
//   std::filesystem::path zone = roots.sysfs / "class/powercap/intel-rapl:0";
#pragma once

#include <filesystem>

namespace greenbench {

struct FileRoots {
  std::filesystem::path sysfs = "/sys";
  std::filesystem::path procfs = "/proc";
  std::filesystem::path devfs = "/dev";
};

}  // namespace greenbench
