// run.json: everything about a run but its samples, and what the analysis made of it.
//
//   std::string text = run_document(report, run);
//   Run run = run_from_document(text, "run.json");   // its rounds have no samples yet
//   // results/schemas/run.schema.json describes the document for other readers
#pragma once

#include <string>
#include <string_view>

#include "results/files/json.hpp"
#include "results/model/report.hpp"

namespace greenbench {

[[nodiscard]] std::string run_document(const Report& report, const Run& run);

/// `document` has a key schema_version. Throws DocumentError with the reason when it is not the one this program
/// writes.
void check_schema_version(const JsonView& document);

/// Throws DocumentError naming `file` and the key. Refuses documents of another shape.
[[nodiscard]] Run run_from_document(std::string_view text, const std::string& file);

}  // namespace greenbench
