#include "workloads/hotspot_file_error.hpp"

#include <fmt/format.h>

#include <utility>

namespace greenbench {

HotspotFileError::HotspotFileError(std::string file, int line, const std::string& message)
    : std::runtime_error(line > 0 ? fmt::format("{}:{}: {}", file, line, message)
                                  : fmt::format("{}: {}", file, message)),
      file_(std::move(file)),
      line_(line) {}

}  // namespace greenbench
