// run.json: everything about a run but its samples, and what the analysis made of it.
//
//   std::string text = run_document(report, run);
//   Run run = run_from_document(text, "run.json");   // its rounds have no samples yet
//   // results/schemas/run.schema.json describes the document for other readers
#pragma once

#include <string>
#include <string_view>

#include "results/model/report.hpp"

namespace greenbench {

[[nodiscard]] std::string run_document(const Report& report, const Run& run);

/// Throws DocumentError naming `file` and the key. Refuses documents of a newer shape.
[[nodiscard]] Run run_from_document(std::string_view text, const std::string& file);

}  // namespace greenbench
