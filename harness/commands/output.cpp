#include "harness/commands/output.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "harness/processes/child_process.hpp"
#include "results/budgets/budget_writers.hpp"
#include "results/files/atomic_file.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

constexpr int width_without_terminal = 80;

/// The user's own terminal; a file or a pipe gets plain text of a fixed width, so that it is the same every time.
WriteOptions options_for_standard_output(const Display& display, const DrawnCharts* charts = nullptr) {
  WriteOptions options{.width = width_without_terminal,
                       .colour = false,
                       .detail = display.detail,
                       .wide = display.wide,
                       .charts = charts};
  if (isatty(STDOUT_FILENO) == 0) return options;
  options.colour = obeys_escapes(STDOUT_FILENO) && !environment_variable("NO_COLOR");
  options.width = terminal_columns(STDOUT_FILENO).value_or(width_without_terminal);
  return options;
}

}  // namespace

bool obeys_escapes(int descriptor) {
  return isatty(descriptor) == 1 && environment_variable("TERM") != "dumb";
}

std::optional<int> terminal_columns(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return size.ws_col;
}

void print_text(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw std::system_error{errno, std::generic_category(), "standard output"};
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

bool wants_charts(const Display& display) {
  return display.format == "html" ||
         std::ranges::any_of(display.exports, [](const Export& each) { return each.format == "html"; });
}

void show_report(const Report& report, const Run& run, const Display& display, const DrawnCharts* charts) {
  print_text(find_writer(display.format)->write(report, run, options_for_standard_output(display, charts)));
  // A file is as wide as a page, whatever terminal there is.
  const WriteOptions for_file{
      .width = width_without_terminal, .detail = display.detail, .wide = display.wide, .charts = charts};
  for (const Export& each : display.exports) {
    write_file_atomically(each.file, find_writer(each.format)->write(report, run, for_file));
  }
}

void print_comparison(const RunComparison& comparison, const Display& display) {
  print_text(find_compare_writer(display.format)->write(comparison, options_for_standard_output(display)));
}

void print_claims(const ClaimsReport& report, const Display& display) {
  print_text(find_claims_writer(display.format)->write(report, options_for_standard_output(display)));
}

void show_budgets(const BudgetReport& report, const Display& display) {
  print_text(find_budget_writer(display.format)->write(report, options_for_standard_output(display)));
  for (const Export& each : display.exports) {
    write_file_atomically(each.file, find_budget_writer(each.format)->write(report, {.width = width_without_terminal}));
  }
}

}  // namespace greenbench
