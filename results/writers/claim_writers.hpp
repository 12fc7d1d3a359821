// Output formats of checked claims: each is one pure function to text.
//
//   for (const ClaimsWriter& writer : claims_writers()) list(writer.name);
//   std::string text = find_claims_writer("junit")->write(report, {});
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "results/model/claim.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {

struct ClaimsWriter {
  std::string_view name;  ///< as in --format: "terminal", "markdown", "json", "junit"
  std::string (*write)(const ClaimsReport& report, const WriteOptions& options);
};

[[nodiscard]] std::span<const ClaimsWriter> claims_writers();
[[nodiscard]] const ClaimsWriter* find_claims_writer(std::string_view name);

}  // namespace greenbench
