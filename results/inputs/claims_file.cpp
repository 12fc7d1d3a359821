#include "results/inputs/claims_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

#include "results/inputs/toml_table.hpp"
#include "results/model/document_error.hpp"
#include "results/text/nearest_name.hpp"
#include "results/text/outside_limits.hpp"

namespace greenbench {
namespace {

constexpr std::array<std::string_view, 15> known_keys{
    "id",    "sentence", "source",     "hotspot", "variant",         "baseline", "metric",   "size",
    "ratio", "range",    "difference", "saving",  "grows_with_size", "order",    "tolerance"};

void require_within(const TomlTable& reader, std::string_view key, bool holds, const std::string& what) {
  if (!holds) reader.fail_at(key, what);
}

double tolerance_of(const TomlTable& reader) {
  if (!reader.has("tolerance")) return default_claim_tolerance;
  const double tolerance = reader.number("tolerance");
  require_within(reader, "tolerance", tolerance > 0.0 && tolerance <= 1.0, "must be a fraction above 0 and up to 1");
  return tolerance;
}

ClaimStatement ratio_of(const TomlTable& reader) {
  const double ratio = reader.number("ratio");
  require_within(reader, "ratio", ratio > 0.0, "must be a number above 0");
  return RatioClaim{.ratio = ratio, .tolerance = tolerance_of(reader)};
}

ClaimStatement range_of(const TomlTable& reader) {
  const auto [low, high] = reader.number_pair("range");
  require_within(reader, "range", low > 0.0, "must be of numbers above 0");
  return RangeClaim{.low = low, .high = high};
}

ClaimStatement saving_of(const TomlTable& reader) {
  const auto [low, high] = reader.number_pair("saving");
  require_within(reader, "saving", low >= 0.0 && low < 1.0 && high <= 1.0,
                 "must be shares of the baseline between 0 and 1, as in [0.4, 0.6]");
  return SavingClaim{.low = low, .high = high};
}

ClaimStatement difference_of(const TomlTable& reader) {
  const double amount = reader.number("difference");
  require_within(reader, "difference", amount != 0.0, "must not be 0; say order = \"same\"");
  return DifferenceClaim{.amount = amount, .tolerance = tolerance_of(reader)};
}

ClaimStatement order_of(const TomlTable& reader) {
  const std::string name = reader.name("order");
  const std::optional<ClaimOrder> order = order_named(name);
  if (!order) reader.fail_at("order", fmt::format("must be less, more or same, not '{}'", name));
  return OrderClaim{*order};
}

ClaimStatement growth_of(const TomlTable& reader) {
  require_within(reader, "grows_with_size", reader.boolean("grows_with_size"), "must be true; leave it out otherwise");
  return GrowthClaim{};
}

struct StatementKey {
  std::string_view key;
  bool takes_tolerance;
  ClaimStatement (*read)(const TomlTable& reader);
};

constexpr std::array statement_keys{
    StatementKey{"ratio", true, ratio_of},    StatementKey{"range", false, range_of},
    StatementKey{"saving", false, saving_of}, StatementKey{"difference", true, difference_of},
    StatementKey{"order", false, order_of},   StatementKey{"grows_with_size", false, growth_of},
};

ClaimStatement statement_of(const TomlTable& reader) {
  const StatementKey* found = nullptr;
  for (const StatementKey& each : statement_keys) {
    if (!reader.has(each.key)) continue;
    if (found != nullptr) {
      reader.fail_at(each.key, fmt::format("and {} are two statements; a claim makes one", found->key));
    }
    found = &each;
  }
  if (found == nullptr) {
    reader.fail("no statement: one of ratio, range, saving, difference, order, grows_with_size is needed");
  }
  if (reader.has("tolerance") && !found->takes_tolerance) {
    reader.fail_at("tolerance", fmt::format("belongs to ratio or difference, not to {}", found->key));
  }
  return found->read(reader);
}

bool is_name(std::string_view text) {
  return !text.empty() && text.find_first_of(" \t\r\n/:*?") == std::string_view::npos;
}

std::string hotspot_of(const TomlTable& reader) {
  std::string id = reader.name("hotspot");
  const std::size_t slash = id.find('/');
  const bool right = slash != std::string::npos && is_name(std::string_view{id}.substr(0, slash)) &&
                     is_name(std::string_view{id}.substr(slash + 1));
  require_within(reader, "hotspot", right, fmt::format("must be suite/name, as in strings/build, not '{}'", id));
  return id;
}

VariantId variant_of(const TomlTable& reader, std::string_view key) {
  const std::string text = reader.name(key);
  const std::size_t colon = text.find(':');
  const std::string language = text.substr(0, std::min(colon, text.size()));
  const bool right = colon != std::string::npos && (language == "python" || language == "cpp") &&
                     is_name(std::string_view{text}.substr(colon + 1));
  require_within(reader, key, right, fmt::format("must be python:NAME or cpp:NAME, not '{}'", text));
  return {language, text.substr(colon + 1)};
}

ClaimMetric metric_of(const TomlTable& reader) {
  const std::string name = reader.name("metric");
  const std::optional<ClaimMetric> metric = claim_metric_named(name);
  const std::array<std::string, 5> known{"energy", "time", "power", "cpu_time", "peak_memory"};
  if (!metric) {
    reader.fail_at("metric", fmt::format("must be one of {}, not '{}'{}", fmt::join(known, ", "), name,
                                         did_you_mean(name, known)));
  }
  return *metric;
}

Claim claim_of(const TomlTable& reader) {
  reader.reject_unknown_keys(known_keys);
  Claim claim{.id = reader.name("id"),
              .sentence = reader.text("sentence"),
              .source = reader.text("source"),
              .hotspot = hotspot_of(reader),
              .variant = variant_of(reader, "variant"),
              .baseline = variant_of(reader, "baseline"),
              .metric = metric_of(reader),
              .statement = OrderClaim{}};
  require_within(reader, "baseline", claim.baseline != claim.variant, "must be another variant than the claim's");
  if (reader.has("size")) claim.size = reader.size("size");
  claim.statement = statement_of(reader);
  if (std::holds_alternative<GrowthClaim>(claim.statement)) {
    if (claim.size) reader.fail_at("size", "does not go with grows_with_size");
    if (claim.metric == ClaimMetric::peak_memory) {
      reader.fail_at("grows_with_size", "cannot be told of peak_memory, which has no interval");
    }
  }
  return claim;
}

/// The entries of [[claim]]; nothing else may stand in the file.
const toml::array& claim_tables(const toml::table& document, const std::string& file) {
  for (const auto& [key, value] : document) {
    if (key.str() == "claim") continue;
    fail_in_file(file, key.source().begin.line,
                 fmt::format("unknown key {}; a file holds [[claim]] tables", shortened(std::string{key.str()})));
  }
  const toml::node* claims = document.get("claim");
  if (claims == nullptr) fail_in_file(file, 1, "no [[claim]] in this file");
  if (!claims->is_array_of_tables()) {
    fail_in_file(file, claims->source().begin.line, "claim must be written as [[claim]] tables");
  }
  return *claims->as_array();
}

}  // namespace

std::vector<Claim> parse_claims(std::string_view text, const std::string& file) {
  const toml::table document = parse_toml(text, file);
  std::vector<Claim> claims;
  std::set<std::string> ids;
  for (const toml::node& node : claim_tables(document, file)) {
    const TomlTable reader{*node.as_table(), file};
    Claim claim = claim_of(reader);
    if (!ids.insert(claim.id).second) reader.fail_at("id", fmt::format("'{}' was there before", claim.id));
    claims.push_back(std::move(claim));
  }
  return claims;
}

std::vector<Claim> read_claims_file(const std::filesystem::path& path) {
  return parse_claims(read_toml_file(path), path.string());
}

}  // namespace greenbench
