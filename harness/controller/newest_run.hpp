// The run that somebody means who names none.
//
//   load_run(run_or_newest("latest"));          // greenbench-results/20260101T120000Z-strings
//   load_run(run_or_newest("runs/before"));     // what was named
#pragma once

#include <filesystem>

namespace greenbench {

/// `typed`, or for `latest` the run below greenbench-results that was written last, finished or not; standard error
/// then says which. A file or folder of the name `latest` is what was typed. Throws UsageError where there is no run.
[[nodiscard]] std::filesystem::path run_or_newest(const std::filesystem::path& typed);

}  // namespace greenbench
