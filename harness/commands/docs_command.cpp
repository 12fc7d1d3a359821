// Documentation whose tables come from saved runs.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "analysis/analyse.hpp"
#include "harness/command_line/message.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/output.hpp"
#include "harness/controller/newest_run.hpp"
#include "results/docs/doc_page.hpp"
#include "results/files/atomic_file.hpp"
#include "results/store.hpp"
#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

/// A file of documentation, and what it should be.
struct CheckedFile {
  std::filesystem::path path;
  DocPage page;
};

Markup markup_of(const std::filesystem::path& path) {
  static constexpr std::array<std::pair<std::string_view, Markup>, 3> endings = {
      {{".md", Markup::markdown}, {".markdown", Markup::markdown}, {".rst", Markup::restructured_text}}};
  const std::string ending = path.extension().string();
  const auto* const found = std::ranges::find(endings, ending, &std::pair<std::string_view, Markup>::first);
  if (found == endings.end()) {
    throw UsageError{fmt::format("{}: greenbench docs knows .md, .markdown and .rst", path.string())};
  }
  return found->second;
}

CheckedFile checked(const std::filesystem::path& path, const std::vector<Report>& reports) {
  const Markup markup = markup_of(path);
  try {
    return {.path = path, .page = regenerate_page(read_file(path), markup, reports)};
  } catch (const MarkerError& error) {
    throw UsageError{fmt::format("{}:{}: {}", path.string(), error.line(), error.what())};
  } catch (const std::system_error& error) {
    throw UsageError{fmt::format("{}: cannot read it: {}", path.string(), error.code().message())};
  }
}

std::vector<Report> load_reports(const std::vector<std::filesystem::path>& runs) {
  std::vector<Report> reports;
  reports.reserve(runs.size());
  for (const std::filesystem::path& folder : runs) {
    const Run run = load_run(run_or_newest(folder));
    reports.push_back(analyse(run, run.settings));
  }
  return reports;
}

/// A line of a page for a terminal, with what ends it when that is unusual.
std::string shown(std::optional<std::string> line) {
  if (!line) return "(the table ends before)";
  if (line->ends_with('\n')) line->pop_back();
  const bool carriage_return = line->ends_with('\r');
  if (carriage_return) line->pop_back();
  return printable(*line) + (carriage_return ? " (ends in a carriage return)" : "");
}

/// Says what is stale, on standard error.
ExitCode report_stale(const std::vector<CheckedFile>& files) {
  std::size_t stale = 0;
  for (const CheckedFile& file : files) {
    for (const TableChange& change : file.page.changes) {
      write_message(fmt::format(
          "{0}:{1}: stale: the table of the marker in line {2} first differs here\n  old: {3}\n  new: {4}\n",
          file.path.string(), change.line, change.marker_line, shown(change.old_line), shown(change.new_line)));
    }
    stale += file.page.changes.size();
  }
  if (stale == 0) return ExitCode::done;
  say("{} stale; greenbench docs without --check renews {}",
      stale == 1 ? "1 table is" : fmt::format("{} tables are", stale), stale == 1 ? "it" : "them");
  return ExitCode::gate_failed;
}

/// A file that is right already is not touched.
void rewrite(const std::vector<CheckedFile>& files) {
  for (const CheckedFile& file : files) {
    if (file.page.changes.empty()) continue;
    rewrite_file_atomically(file.path, file.page.text);
    print_text(
        fmt::format("{}: {} of {} tables rewritten\n", file.path.string(), file.page.changes.size(), file.page.tables));
  }
}

}  // namespace

ExitCode docs_command(const DocsOptions& options) {
  const std::vector<Report> reports = load_reports(options.runs);
  std::vector<CheckedFile> files;
  for (const std::filesystem::path& path : options.files) files.push_back(checked(path, reports));
  if (std::ranges::all_of(files, [](const CheckedFile& file) { return file.page.tables == 0; })) {
    throw UsageError{fmt::format("{}: there is no <!-- greenbench:table hotspot=\"...\" --> in {}",
                                 files.front().path.string(), files.size() == 1 ? "it" : "this or any other file")};
  }
  if (options.check) return report_stale(files);
  rewrite(files);
  return ExitCode::done;
}

}  // namespace greenbench
