#include "harness/worker/loaded_variants.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/worker/revision.hpp"
#include "results/model/hotspot_file_name.hpp"
#include "workloads/catalog.hpp"
#include "workloads/command/command_variant.hpp"
#include "workloads/library/library_file.hpp"

namespace greenbench {
namespace {

const NativeHotspot* find_native(const std::string& id) {
  const auto hotspots = native_hotspots();
  const auto found = std::find_if(hotspots.begin(), hotspots.end(), [&](const auto& h) { return h.info.id == id; });
  return found == hotspots.end() ? nullptr : &*found;
}

const NativeHotspot& native_of(const PlannedHotspot& planned) {
  const NativeHotspot* const found = find_native(planned.id);
  if (found == nullptr) throw std::runtime_error{"this program has no C++ hotspot " + planned.id};
  return *found;
}

/// What all C++ variants of a hotspot come from: the user's library, or this program.
struct LoadedCpp {
  HotspotInfo info;
  std::unique_ptr<LoadedHotspot> hotspot;
};

LoadedCpp load_library(const PlannedHotspot& planned, const Surroundings& surroundings) {
  const LibraryFile library{planned.file};
  LibrarySetup setup{.size = planned.size, .surroundings = surroundings};
  for (const PlannedVariant& variant : planned.variants) setup.wanted.push_back(variant.id.name);
  auto hotspot = library.load(planned.id, std::move(setup));
  return {library.info_of(planned.id), std::move(hotspot)};
}

LoadedCpp load_cpp(const PlannedHotspot& planned, const Surroundings& surroundings) {
  if (is_library_name(planned.file)) return load_library(planned, surroundings);
  const NativeHotspot& native = native_of(planned);
  return {native.info, native.load(planned.size, surroundings)};
}

HotspotInfo described_python(PythonRuntime& python, const PlannedHotspot& planned) {
  for (HotspotInfo& info : python.describe(planned.file)) {
    if (info.id == planned.id) return info;
  }
  throw std::runtime_error{fmt::format("{} no longer defines {}", planned.file, planned.id)};
}

bool has_language(const PlannedHotspot& planned, const std::string& language) {
  return std::any_of(planned.variants.begin(), planned.variants.end(),
                     [&](const PlannedVariant& v) { return v.id.language == language; });
}

/// The loaded variant with this name; LoadedHotspot keeps those of its language in the order of its description.
Variant* find_variant(const HotspotInfo& info, LoadedHotspot& loaded, const VariantId& id) {
  std::size_t position = 0;
  for (const VariantInfo& variant : info.variants) {
    if (variant.language != id.language) continue;
    if (variant.name == id.name) return loaded.variants()[position].get();
    ++position;
  }
  throw std::runtime_error{fmt::format("{} has no variant {}", info.id, id.text())};
}

}  // namespace

/// The same hotspot with some of its variants.
PlannedHotspot only(const PlannedHotspot& planned, std::span<const std::uint32_t> variants) {
  PlannedHotspot some = planned;
  some.variants.clear();
  for (const std::uint32_t variant : variants) some.variants.push_back(planned.variants.at(variant));
  return some;
}

namespace {

CommandCalls calls_of(const PlannedCommand& planned) {
  CommandCalls calls;
  calls.command.arguments = planned.arguments;
  if (!planned.input.empty()) calls.command.input = planned.input;
  if (planned.reads_output) calls.command.output = CommandOutput::read;
  if (!planned.output.empty()) {
    calls.command.output = CommandOutput::file;
    calls.command.output_file = planned.output;
  }
  calls.command.folder = planned.folder;
  calls.command.environment = planned.environment;
  calls.prepare = planned.prepare;
  calls.conclude = planned.conclude;
  calls.warm_up_runs = planned.warm_up_runs;
  calls.ignored = {.all = planned.ignores_failure,
                   .codes = {planned.ignored_codes.begin(), planned.ignored_codes.end()}};
  return calls;
}

}  // namespace

LoadedVariants::LoadedVariants(const PlannedHotspot& planned, PythonRuntime* python, const Surroundings& around) {
  const PlannedHotspot defined = as_defined(planned);
  Surroundings surroundings = around;
  if (surroundings.prepared) surroundings.prepared = prepared_folder(planned, *surroundings.prepared);
  HotspotInfo python_info;
  HotspotInfo native_info;
  if (python != nullptr && has_language(defined, "python")) {
    python_info = described_python(*python, defined);
    python_ = python->load(defined.file, defined.id, defined.size, surroundings);
  }
  if (has_language(defined, "cpp")) {
    LoadedCpp loaded = load_cpp(defined, surroundings);
    native_info = std::move(loaded.info);
    native_ = std::move(loaded.hotspot);
  }
  const auto find = [&](const PlannedVariant& variant) -> Variant* {
    if (variant.command) {
      return commands_.emplace_back(std::make_unique<CommandVariant>(calls_of(*variant.command))).get();
    }
    if (variant.id.language == "python") return find_variant(python_info, *python_, variant.id);
    return find_variant(native_info, *native_, variant.id);
  };
  for (std::size_t i = 0; i < planned.variants.size(); ++i) {
    named_.push_back({planned.id + "/" + planned.variants[i].id.text(), find(defined.variants[i])});
  }
}

void prepare_hotspot(const PlannedHotspot& named, PythonRuntime* python, const std::filesystem::path& folder) {
  const PlannedHotspot planned = as_defined(named);
  if (python != nullptr && has_language(planned, "python"))
    python->prepare(planned.file, planned.id, planned.size, folder);
  if (is_library_name(planned.file)) return LibraryFile{planned.file}.prepare(planned.id, planned.size, folder);
  if (has_language(planned, "cpp")) native_of(planned).prepare(planned.size, folder);
}

}  // namespace greenbench
