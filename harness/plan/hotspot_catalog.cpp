#include "harness/plan/hotspot_catalog.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

#include "harness/command_line/failure.hpp"
#include "harness/command_line/utf8_path.hpp"
#include "harness/processes/worker_process.hpp"
#include "results/model/hotspot_file_name.hpp"
#include "workloads/bundled_python.hpp"
#include "workloads/catalog.hpp"

namespace greenbench {
namespace {

constexpr Seconds describe_patience{60.0};
constexpr std::uintmax_t most_file_bytes = 10'000'000;

CatalogEntry* find_entry(std::vector<CatalogEntry>& entries, const std::string& id) {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.info.id == id; });
  return found == entries.end() ? nullptr : &*found;
}

CatalogEntry python_entry(HotspotInfo info, bool from_user) {
  CatalogEntry entry{std::move(info), from_user, {}};
  entry.python_not_available = std::exchange(entry.info.not_available, {});
  return entry;
}

/// Without capabilities root reads no file that is closed to others.
std::string hint_for_root(std::string_view reason, const std::optional<WorkloadUser>& user) {
  if (user || geteuid() != 0 || reason.find("Permission denied") == std::string_view::npos) return {};
  return "; root's workloads have no capabilities: name the owner of the file with --user";
}

/// `what` is described, for a message.
DescribeMessage described(const Installation& installation, const DescribeRequest& request, std::string_view what,
                          const std::optional<WorkloadUser>& user, Interrupt& interrupt) {
  WorkerProcess worker{installation, request, {.user = user}};
  while (const auto message = worker.next_message(describe_patience, &interrupt)) {
    if (const auto* answer = std::get_if<DescribeMessage>(&*message)) return *answer;
    if (const auto* bad = std::get_if<BadFileMessage>(&*message))
      throw UsageError{bad->text + hint_for_root(bad->text, user)};
    if (const auto* failure = std::get_if<FailureMessage>(&*message)) {
      throw UsageError{failure->failure.reason + hint_for_root(failure->failure.reason, user)};
    }
  }
  if (worker.interrupted()) throw Interrupted{};
  throw CannotMeasure{fmt::format("{} could not be described: {}", what, worker.last_words().reason)};
}

std::vector<std::filesystem::path> absolute_files(std::span<const std::filesystem::path> files) {
  std::vector<std::filesystem::path> absolute;
  for (const auto& file : files) {
    if (!std::filesystem::is_regular_file(file)) throw UsageError{"--file: " + file.string() + ": no such file"};
    const auto bytes = std::filesystem::file_size(file);
    if (bytes >= most_file_bytes && !is_library_name(std::filesystem::canonical(file).string())) {
      throw UsageError{fmt::format("--file: {}: {} MB; only files below {} MB are read", file.string(),
                                   bytes / 1'000'000, most_file_bytes / 1'000'000)};
    }
    absolute.emplace_back(utf8_path("--file", std::filesystem::canonical(file)));
  }
  return absolute;
}

/// Takes the shared libraries out of `files`.
std::vector<std::filesystem::path> take_libraries(std::vector<std::filesystem::path>& files) {
  const auto is_python = [](const auto& file) { return !is_library_name(file.string()); };
  const auto first = std::stable_partition(files.begin(), files.end(), is_python);
  std::vector<std::filesystem::path> libraries{first, files.end()};
  files.erase(first, files.end());
  return libraries;
}

/// The later definition would silently replace the earlier one.
void refuse_one_id_in_two_files(std::span<const HotspotInfo> own) {
  std::map<std::string, std::string> file_of;
  for (const HotspotInfo& info : own) {
    const auto [first, is_new] = file_of.try_emplace(info.id, info.file);
    if (is_new || first->second == info.file) continue;
    throw UsageError{
        fmt::format("--file: {} is defined in {} and in {}; give one another name", info.id, first->second, info.file)};
  }
}

/// Of the bundled files those that are looked at; all of them where what is known of them no longer holds.
DescribeRequest to_be_asked(const Installation& installation, const std::optional<std::vector<HotspotInfo>>& known,
                            const CatalogRequest& request) {
  if (!known) return {bundled_python_files(installation.data_folder)};
  DescribeRequest asked;
  for (const HotspotInfo& info : *known) {
    if (request.looks_at(info)) asked.files.emplace_back(info.file);
    if (request.interpreter) std::ranges::copy(packages_of(info), std::back_inserter(asked.packages));
  }
  return asked;
}

/// What a worker has said replaces what the build has.
std::vector<HotspotInfo> with_answers(std::vector<HotspotInfo> known, std::span<const HotspotInfo> answers) {
  for (const HotspotInfo& answer : answers) {
    const auto found = std::ranges::find(known, answer.id, &HotspotInfo::id);
    if (found == known.end()) {
      known.push_back(answer);
    } else {
      *found = answer;
    }
  }
  return known;
}

std::vector<HotspotInfo> native_infos() {
  std::vector<HotspotInfo> infos;
  for (const NativeHotspot& hotspot : native_hotspots()) infos.push_back(hotspot.info);
  return infos;
}

void add_own(std::vector<CatalogEntry>& entries, std::span<const HotspotInfo> own) {
  for (const HotspotInfo& info : own) {
    if (CatalogEntry* bundled = find_entry(entries, info.id)) {
      *bundled = python_entry(info, true);
    } else {
      entries.push_back(python_entry(info, true));
    }
  }
}

}  // namespace

std::string suite_of(const std::string& hotspot_id) {
  return hotspot_id.substr(0, hotspot_id.find('/'));
}

std::vector<std::string> suite_names(const HotspotCatalog& catalog) {
  std::vector<std::string> names;
  for (const CatalogEntry& entry : catalog.entries) {
    const std::string suite = suite_of(entry.info.id);
    if (std::find(names.begin(), names.end(), suite) == names.end()) names.push_back(suite);
  }
  return names;
}

std::vector<CatalogEntry> merge_languages(std::span<const HotspotInfo> python, std::span<const HotspotInfo> native) {
  std::vector<CatalogEntry> entries;
  for (const HotspotInfo& info : python) entries.push_back(python_entry(info, false));
  for (const HotspotInfo& info : native) {
    if (CatalogEntry* entry = find_entry(entries, info.id)) {
      std::copy(info.variants.begin(), info.variants.end(), std::back_inserter(entry->info.variants));
      entry->info.relative_tolerance = std::max(entry->info.relative_tolerance, info.relative_tolerance);
      entry->info.needs_server = entry->info.needs_server || info.needs_server;
      entry->info.parallel = entry->info.parallel || info.parallel;
    } else {
      entries.push_back({info, false, {}});
    }
  }
  return entries;
}

std::vector<std::string> packages_of(const HotspotInfo& info) {
  std::set<std::string> packages{info.needs.begin(), info.needs.end()};
  for (const VariantInfo& variant : info.variants) packages.insert(variant.needs.begin(), variant.needs.end());
  return {packages.begin(), packages.end()};
}

HotspotCatalog load_catalog(const Installation& installation, const CatalogRequest& request, Interrupt& interrupt) {
  std::vector<std::filesystem::path> own = absolute_files(request.user_files);
  const std::vector<std::filesystem::path> libraries = take_libraries(own);
  const auto known = bundled_python_hotspots(installation.data_folder);
  DescribeRequest asked = to_be_asked(installation, known, request);
  std::copy(own.begin(), own.end(), std::back_inserter(asked.files));
  asked.revision = request.revision;
  DescribeMessage answer;
  if (request.interpreter || !asked.files.empty()) {
    answer = described(installation, asked, "hotspot files", request.user, interrupt);
  }

  const auto is_own = [&](const HotspotInfo& info) {
    return std::find(own.begin(), own.end(), std::filesystem::path{info.file}) != own.end();
  };
  const auto first_own = std::stable_partition(answer.hotspots.begin(), answer.hotspots.end(), std::not_fn(is_own));
  std::vector<HotspotInfo> own_infos{first_own, answer.hotspots.end()};
  const std::vector<HotspotInfo> bundled =
      with_answers(known.value_or(std::vector<HotspotInfo>{}), {answer.hotspots.begin(), first_own});
  HotspotCatalog catalog{answer.python_version, answer.python_packages, merge_languages(bundled, native_infos())};
  for (const auto& library : libraries) {
    DescribeMessage found = described(installation, {.files = {library}}, library.string(), request.user, interrupt);
    std::ranges::move(found.hotspots, std::back_inserter(own_infos));
    if (found.library) catalog.libraries.push_back(*found.library);
  }
  refuse_one_id_in_two_files(own_infos);
  add_own(catalog.entries, own_infos);
  return catalog;
}

}  // namespace greenbench
