#include "results/writers/claim_writers.hpp"

#include <algorithm>
#include <array>

namespace greenbench {

// One function per file in writers/. A new format is one more file and one more row of the table.
std::string write_claims_terminal(const ClaimsReport& report, const WriteOptions& options);
std::string write_claims_markdown(const ClaimsReport& report, const WriteOptions& options);
std::string write_claims_json(const ClaimsReport& report, const WriteOptions& options);
std::string write_claims_junit(const ClaimsReport& report, const WriteOptions& options);

namespace {

constexpr std::array table{
    ClaimsWriter{"terminal", write_claims_terminal},
    ClaimsWriter{"markdown", write_claims_markdown},
    ClaimsWriter{"json", write_claims_json},
    ClaimsWriter{"junit", write_claims_junit},
};

}  // namespace

std::span<const ClaimsWriter> claims_writers() {
  return table;
}

const ClaimsWriter* find_claims_writer(std::string_view name) {
  const auto found = std::ranges::find(table, name, &ClaimsWriter::name);
  return found == table.end() ? nullptr : &*found;
}

}  // namespace greenbench
