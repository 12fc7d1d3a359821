#include "results/files/samples_csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "results/files/sample_fields.hpp"
#include "results/model/names.hpp"
#include "results/model/planned_hotspot.hpp"

namespace greenbench {
namespace {

std::string lower_case_words(std::string_view name) {
  std::string words{name};
  for (char& character : words) {
    const auto byte = static_cast<unsigned char>(character);
    character = std::isalnum(byte) != 0 ? static_cast<char>(std::tolower(byte)) : '_';
  }
  return words;
}

std::string header(const Plan& plan) {
  std::vector<std::string> names{"suite", "hotspot", "language", "variant", "size", "round"};
  for (const SampleField& field : measured_fields()) names.emplace_back(field.name);
  for (std::string& name : domain_columns(plan.domains)) names.push_back(std::move(name));
  for (const char* const name : {"power_watts", "provenance", "source"}) names.emplace_back(name);
  for (const SampleField& field : observed_fields()) names.emplace_back(field.name);
  return fmt::format("{}\n", fmt::join(names, ","));
}

/// ",measured,powercap": where the total comes from. Both are empty when nothing counts joules.
std::string origin_cells(const std::vector<DomainRecord>& domains) {
  std::vector<std::string> sources;
  std::string_view provenance;
  for (const DomainRecord& domain : domains) {
    if (!domain.counted) continue;
    provenance = name_of(domain.provenance);
    if (std::ranges::find(sources, domain.source) == sources.end()) sources.push_back(domain.source);
  }
  return fmt::format(",{},{}", provenance, csv_cell(fmt::format("{}", fmt::join(sources, "+"))));
}

std::string identity_cells(const PlannedHotspot& hotspot, const PlannedVariant& variant, std::uint32_t round) {
  const HotspotName name = split_hotspot_id(hotspot.id);
  return fmt::format("{},{},{},{},{},{}", csv_cell(name.suite), csv_cell(name.hotspot), csv_cell(variant.id.language),
                     csv_cell(variant.id.name), hotspot.size, round);
}

void append_domains(std::string& text, const Sample& sample, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    text += ',';
    if (i < sample.domain_joules.size()) append_cell(text, sample.domain_joules[i]);
  }
}

void append_power(std::string& text, const Sample& sample) {
  text += ',';
  if (!sample.energy_total_joules || sample.wall_seconds <= 0.0) return;
  append_cell(text, (Joules{*sample.energy_total_joules} / Seconds{sample.wall_seconds}).value());
}

void append_fields(std::string& text, std::span<const SampleField> fields, const Sample& sample) {
  for (const SampleField& field : fields) {
    text += ',';
    field.write(text, sample);
  }
}

void append_round(std::string& text, const Plan& plan, const PlannedHotspot& hotspot, const RoundRecord& round) {
  const std::string origin = origin_cells(plan.domains);
  std::vector<std::string> identities;
  for (const PlannedVariant& variant : hotspot.variants) {
    identities.push_back(identity_cells(hotspot, variant, round.index));
  }
  for (const Sample& sample : round.samples) {
    text += identities.at(sample.variant);
    append_fields(text, measured_fields(), sample);
    append_domains(text, sample, plan.domains.size());
    append_power(text, sample);
    text += origin;
    append_fields(text, observed_fields(), sample);
    text += '\n';
  }
}

}  // namespace

std::vector<std::string> domain_columns(const std::vector<DomainRecord>& domains) {
  std::map<std::string, std::size_t> namesakes;
  for (const DomainRecord& domain : domains) ++namesakes[domain.name];
  std::vector<std::string> columns;
  std::set<std::string> taken;
  for (const DomainRecord& domain : domains) {
    const std::string name = namesakes[domain.name] > 1 ? domain.source + "_" + domain.name : domain.name;
    std::string column = fmt::format("energy_{}_joules", lower_case_words(name));
    // Names that differ in punctuation only would still collide: number the later ones.
    for (int number = 2; !taken.insert(column).second; ++number) {
      column = fmt::format("energy_{}_{}_joules", lower_case_words(name), number);
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

std::string samples_csv(const Run& run) {
  std::string text = header(run.plan);
  for (std::size_t i = 0; i < run.hotspots.size(); ++i) {
    for (const RoundRecord& round : run.hotspots[i].rounds) {
      append_round(text, run.plan, run.plan.hotspots.at(i), round);
    }
  }
  return text;
}

}  // namespace greenbench
