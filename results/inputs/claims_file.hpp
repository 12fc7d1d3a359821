// A file of claims: TOML, one [[claim]] table per statement. docs/claims.md explains every key.
//
//   std::vector<Claim> claims = read_claims_file("claims/energy-article.toml");
//   std::vector<Claim> parsed = parse_claims(text, "claims.toml");
//   // an error is one line: "claims.toml:12: ratio must be a number above 0"
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "results/model/claim.hpp"

namespace greenbench {

/// Pure. Throws DocumentError with `file`, line and key on anything that is not a valid claim: an unknown key, a wrong
/// type, a missing key, two statements or none, an id that was there before.
[[nodiscard]] std::vector<Claim> parse_claims(std::string_view text, const std::string& file);

/// Throws DocumentError when the file cannot be read, too.
[[nodiscard]] std::vector<Claim> read_claims_file(const std::filesystem::path& path);

}  // namespace greenbench
