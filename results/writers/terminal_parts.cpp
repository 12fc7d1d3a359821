#include "results/writers/terminal_parts.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "results/text/captions.hpp"
#include "results/text/display_text.hpp"
#include "results/text/machine.hpp"
#include "results/text/number_text.hpp"

namespace greenbench {
namespace {

constexpr std::size_t detail_lines = 12;  ///< of a traceback; the Markdown report has all of it

}  // namespace

void add_header(Page& page, const Report& report) {
  const Run& run = report.run;
  page.add(fmt::format("greenbench {}: {}, {}", run.greenbench_version, run.plan.suite_label, run.started_at), "",
           Style::bold);
  if (const std::string machine = machine_summary(run.environment); !machine.empty()) page.add(machine);
  if (run.plan.quick) page.add(preview_sentence, "", Style::yellow);
}

void add_title(Page& page, const Table& table, Provenance provenance, std::string_view amount) {
  const std::string left =
      printable(fmt::format("{}{}{}", hotspot_title(table.hotspot, table.size), amount.empty() ? "" : ", ", amount));
  std::string right = provenance == Provenance::measured ? "measured" : "~ estimated";
  if (table.preview) right = "PREVIEW, " + right;
  if (!table.failure.empty()) right = table.rows.empty() ? "FAILED" : "FAILED, " + right;
  const Style style = table.failure.empty() ? Style::yellow : Style::red;
  const bool stands_out = table.preview || !table.failure.empty() || provenance == Provenance::estimated;
  const std::size_t used = display_width(left) + display_width(right);
  if (used + 2 > page.width()) {
    page.add(left, "", Style::bold);
    page.add(right, "", stands_out ? style : Style::plain);
    return;
  }
  const bool colour = page.options().colour;
  page.add_line(paint(left, Style::bold, colour) + std::string(page.width() - used, ' ') +
                paint(right, stands_out ? style : Style::plain, colour));
}

void add_failure(Page& page, const Table& table) {
  page.add(table.failure, "  FAILED: ", Style::red);
  std::string_view rest = table.failure_detail;
  std::vector<std::string> lines =
      wrap(printable(rest), {.width = page.width(), .first_indent = "    | ", .indent = "    | "});
  if (rest.empty()) return;
  if (lines.size() > detail_lines) {
    const auto cut = static_cast<std::ptrdiff_t>(lines.size() - detail_lines);
    lines.erase(lines.begin(), lines.begin() + cut);
    page.add_line(fmt::format("    | ... ({} more lines in report.md)", cut));
  }
  for (const std::string& line : lines) page.add_line(line);
}

}  // namespace greenbench
