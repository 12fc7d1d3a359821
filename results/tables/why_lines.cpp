#include "results/tables/why_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "results/tables/why_table.hpp"
#include "results/text/explaining_counters.hpp"
#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

std::string amount_text(double amount, std::string_view unit) {
  if (amount == 0.0) return "0";
  return unit.empty() ? three_digits(amount) : quantity_text(amount, unit);
}

/// "instructions 3.10x less"; "major faults 0 against 120" where a ratio would be no number.
std::string counter_text(const MovingCounter& moving) {
  const ExplainingCounter* const counter = find_explaining_counter(moving.counter);
  const std::string_view title = counter != nullptr ? counter->title : moving.counter;
  const std::string_view unit = counter != nullptr ? counter->unit : "";
  if (moving.ratio) return fmt::format("{} {}", title, factor_text(*moving.ratio, ""));
  return fmt::format("{} {} against {}", title, amount_text(moving.baseline, unit), amount_text(moving.variant, unit));
}

std::string list_text(const std::vector<MovingCounter>& counters, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, counters.size()); ++i) {
    text += (i == 0 ? "" : ", ") + counter_text(counters[i]);
  }
  if (counters.size() > most) text += fmt::format(" and {} more", counters.size() - most);
  return text;
}

}  // namespace

std::vector<std::string> why_lines(const HotspotReport& hotspot, std::size_t most) {
  std::vector<std::string> lines;
  for (const Comparison& comparison : hotspot.comparisons) {
    std::string text;
    if (!comparison.moves_with.empty()) text = "moves with: " + list_text(comparison.moves_with, most);
    if (!comparison.moves_against.empty()) {
      text += (text.empty() ? "" : "; ") + std::string{"against: "} + list_text(comparison.moves_against, most);
    }
    if (!text.empty()) lines.push_back(fmt::format("{} {}.", comparison.variant.text(), text));
  }
  return lines;
}

std::string peak_memory_line(const HotspotReport& hotspot) {
  const Prefix prefix = peak_memory_prefix(hotspot);
  std::string text;
  for (const VariantSummary& summary : hotspot.variants) {
    if (!summary.peak_memory) continue;
    text += fmt::format("{}{} {} {}B", text.empty() ? "" : ", ", summary.id.text(),
                        peak_memory_text(*summary.peak_memory, prefix), prefix.symbol);
  }
  return text.empty() ? "" : fmt::format("Peak memory of one operation: {}.", text);
}

std::string why_caption(const Report& report) {
  std::string text =
      "moves with, against: counters that differ beyond the margin in the same direction as the joules (as the "
      "seconds, where no joules are known), or in the other one, each as the baseline's median against the variant's. "
      "Correlation is not cause: they say where to look.";
  if (report.provenance == Provenance::estimated) {
    text += " Estimated joules are computed from CPU time, which therefore moves with them by definition.";
  }
  return text;
}

}  // namespace greenbench
