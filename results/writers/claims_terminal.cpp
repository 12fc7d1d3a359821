// Checked claims for people at a terminal: one table of all answers, then each claim with what stands behind it.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "results/text/claim_text.hpp"
#include "results/text/compare_captions.hpp"
#include "results/text/display_text.hpp"
#include "results/writers/terminal_page.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

constexpr std::size_t column_count = 4;  // claim, claimed, measured, answer
constexpr std::size_t claims_margin = 2;
constexpr std::size_t gap_width = 2;
/// Of the page's width; the columns that need less leave the rest to "measured".
constexpr std::array<double, column_count> widest_share{0.25, 0.22, 1.0, 0.22};
constexpr std::size_t measured_column = 2;

using Cells = std::array<std::string, column_count>;
using Widths = std::array<std::size_t, column_count>;

const Cells claims_titles{"claim", "claimed", "measured", "answer"};

Style style_of(ClaimVerdict answer) {
  switch (answer) {
    case ClaimVerdict::confirmed:
      return Style::green;
    case ClaimVerdict::refuted:
      return Style::red;
    case ClaimVerdict::direction_only:
      return Style::yellow;
    case ClaimVerdict::inconclusive:
      return Style::plain;
    case ClaimVerdict::not_measurable:
      return Style::faint;
  }
  return Style::plain;
}

Cells cells_of(const ClaimsReport& report, const ClaimAnswer& answer) {
  return {printable(answer.claim.id), claimed_text(answer.claim), measured_text(answer, mark_for(report, answer.claim)),
          answer_text(answer)};
}

/// Of the widest of its lines.
std::size_t natural_width(const std::string& cell) {
  std::size_t widest = 0;
  for (const std::string& line : wrap(cell, {.width = 10'000})) widest = std::max(widest, display_width(line));
  return widest;
}

Widths widths_for(const std::vector<Cells>& rows, std::size_t page_width) {
  Widths widths{};
  for (std::size_t column = 0; column < column_count; ++column) {
    widths[column] = display_width(claims_titles[column]);
    for (const Cells& cells : rows) widths[column] = std::max(widths[column], natural_width(cells[column]));
    const double share = widest_share[column] * static_cast<double>(page_width);
    widths[column] = std::min(widths[column], static_cast<std::size_t>(share));
  }
  const std::size_t others = widths[0] + widths[1] + widths[3] + claims_margin + (column_count - 1) * gap_width;
  widths[measured_column] = std::min(widths[measured_column], page_width - others);
  return widths;
}

/// A row of wrapped cells, the lines of each cell below one another.
void add_cells(Page& page, const Cells& cells, const Widths& widths, const std::array<Style, column_count>& styles) {
  std::array<std::vector<std::string>, column_count> lines;
  std::size_t height = 0;
  for (std::size_t column = 0; column < column_count; ++column) {
    lines[column] = wrap(cells[column], {.width = widths[column]});
    height = std::max(height, lines[column].size());
  }
  for (std::size_t row = 0; row < height; ++row) {
    std::string line(claims_margin, ' ');
    std::size_t pending = 0;  // spaces that only stand where something follows
    for (std::size_t column = 0; column < column_count; ++column) {
      const std::string text = row < lines[column].size() ? lines[column][row] : "";
      if (!text.empty()) {
        line += std::string(pending, ' ') + paint(text, styles[column], page.options().colour);
        pending = 0;
      }
      pending += widths[column] - display_width(text) + gap_width;
    }
    page.add_line(line);
  }
}

void add_table(Page& page, const ClaimsReport& report) {
  std::vector<Cells> rows;
  std::vector<Style> styles;
  for (const ClaimAnswer& answer : report.answers) {
    if (answer.measurements.empty()) continue;
    rows.push_back(cells_of(report, answer));
    styles.push_back(style_of(answer.answer));
  }
  if (rows.empty()) return;
  const Widths widths = widths_for(rows, page.width());
  const std::size_t total = std::accumulate(widths.begin(), widths.end(), (column_count - 1) * gap_width);
  std::string rule(claims_margin, ' ');
  for (std::size_t i = 0; i < total; ++i) rule += "─";
  add_cells(page, claims_titles, widths, {Style::bold, Style::bold, Style::bold, Style::bold});
  page.add_line(paint(rule, Style::faint, page.options().colour));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    add_cells(page, rows[i], widths, {Style::plain, Style::plain, Style::plain, styles[i]});
  }
}

void add_details(Page& page, const ClaimAnswer& answer) {
  page.skip_line();
  page.add(answer.claim.id, "", Style::bold);
  page.add(fmt::format("\"{}\" ({})", answer.claim.sentence, answer.claim.source), "  ");
  page.add(place_text(answer), "  ");
  page.add(fmt::format("{}: {}.", name_of(answer.answer), answer.reason), "  ");
  for (const std::string& note : answer.notes) page.add(note + ".", "  note: ");
}

/// A run rarely holds every hotspot of a file of claims: one line is enough for what it does not hold.
void add_unmeasured(Page& page, const ClaimsReport& report) {
  const auto is_unmeasured = [](const ClaimAnswer& answer) { return answer.measurements.empty(); };
  if (std::ranges::none_of(report.answers, is_unmeasured)) return;
  page.skip_line();
  page.add("Nothing measured", "", Style::bold);
  for (const ClaimAnswer& answer : report.answers) {
    if (is_unmeasured(answer)) page.add(answer.reason + ".", fmt::format("  {}: ", printable(answer.claim.id)));
  }
}

}  // namespace

std::string write_claims_terminal(const ClaimsReport& report, const WriteOptions& options) {
  Page page{options};
  page.add("greenbench claims: what documentation says, against a saved run", "", Style::bold);
  page.add(report.file, "claims: ");
  page.add(identity_sentence(report.run), "run:    ");
  page.add(claims_energy_sentence(report));
  page.skip_line();
  add_table(page, report);
  for (const ClaimAnswer& answer : report.answers) {
    if (!answer.measurements.empty()) add_details(page, answer);
  }
  add_unmeasured(page, report);
  page.skip_line();
  page.add(count_sentence(report) + ".", "", Style::bold);
  for (const std::string& caption : claims_captions(report)) page.add(caption);
  if (!report.warnings.empty()) page.skip_line();
  for (const Warning& warning : report.warnings) {
    page.add(warning.text, "warning: ", Style::yellow);
    page.add(warning.remedy, " remedy: ");
  }
  return page.take();
}

}  // namespace greenbench
