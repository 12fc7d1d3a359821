#include "results/store.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <system_error>

#include "results/files/atomic_file.hpp"
#include "results/files/json.hpp"
#include "results/files/run_document.hpp"
#include "results/files/samples_csv.hpp"
#include "results/page/charts.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

/// run.json comes after the samples: whoever finds it can rely on them.
struct SavedFile {
  const char* name;
  const char* format;
};
constexpr SavedFile saved_files[] = {{"samples.csv", "csv"}, {"run.json", "json"}, {"report.md", "markdown"}};

[[noreturn]] void fail_to_read(const std::filesystem::path& path, const std::system_error& error) {
  throw DocumentError(fmt::format("{}: cannot read it: {}", path.string(), error.code().message()));
}

Run read_document(const std::filesystem::path& path) {
  try {
    return run_from_document(read_file(path), path.string());
  } catch (const std::system_error& error) {
    fail_to_read(path, error);
  }
}

void read_samples(const std::filesystem::path& path, Run& run) {
  try {
    std::ifstream file = open_file(path, most_samples_bytes);
    read_samples_csv(file, path.string(), run);
  } catch (const std::system_error& error) {
    fail_to_read(path, error);
  }
}

std::filesystem::path document_of(const std::filesystem::path& where) {
  if (!std::filesystem::is_directory(where)) return where;
  if (!std::filesystem::exists(where / "run.json") && std::filesystem::exists(where / "journal.jsonl")) {
    throw DocumentError(
        fmt::format("{0}: this run was interrupted and has no run.json yet; "
                    "`greenbench resume {0}` continues it",
                    where.string()));
  }
  return where / "run.json";
}

}  // namespace

void save_run(const std::filesystem::path& folder, const Report& report, const Run& run) {
  for (const SavedFile& file : saved_files) {
    const Writer* const writer = find_writer(file.format);
    if (writer == nullptr) throw std::logic_error(std::string{"no writer for "} + file.name);
    write_file_atomically(folder / file.name, writer->write(report, run, {}));
  }
}

void save_page(const std::filesystem::path& folder, const Report& report, const Run& run, const DrawnCharts& charts) {
  const WriteOptions options{.charts = &charts};
  write_file_atomically(folder / "report.html", find_writer("html")->write(report, run, options));
}

Run load_run(const std::filesystem::path& where) {
  const std::filesystem::path document = document_of(where);
  Run run = read_document(document);
  read_samples(document.parent_path() / "samples.csv", run);
  return run;
}

}  // namespace greenbench
