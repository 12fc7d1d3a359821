#include "workloads/library/library_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "workloads/library/library_outcome.hpp"
#include "workloads/library/library_shape.hpp"

namespace greenbench {
namespace {

/// Of this language in the one that the hotspot was given.
std::filesystem::path cpp_folder(const std::filesystem::path& folder) {
  return folder / "cpp";
}

}  // namespace

LibraryFile::LibraryFile(const std::filesystem::path& file)
    : file_(file.string()),
      handle_(std::make_shared<const LibraryHandle>(file)),
      infos_(described(handle_->hotspots(), file_)) {}

std::size_t LibraryFile::find(const std::string& id) const {
  const auto found = std::ranges::find(infos_, id, &HotspotInfo::id);
  if (found == infos_.end()) throw HotspotFileError{file_, 0, fmt::format("it no longer defines {}", id)};
  return static_cast<std::size_t>(found - infos_.begin());
}

const HotspotInfo& LibraryFile::info_of(const std::string& id) const {
  return infos_[find(id)];
}

void LibraryFile::prepare(const std::string& id, std::uint64_t size, const std::filesystem::path& folder) const {
  const hotspot_abi::Hotspot& hotspot = handle_->hotspots()[find(id)];
  if (hotspot.prepare == nullptr) return;
  const std::filesystem::path own = cpp_folder(folder);
  std::filesystem::create_directories(own);
  const std::string path = own.string();
  KeptComplaint complaint;
  throw_unless_done(hotspot.prepare(hotspot.self, {path.data(), path.size()}, size, complaint.record()), complaint);
}

std::unique_ptr<LoadedHotspot> LibraryFile::load(const std::string& id, LibrarySetup setup) const {
  if (setup.surroundings.prepared) setup.surroundings.prepared = cpp_folder(*setup.surroundings.prepared);
  return load_library_hotspot(handle_->hotspots()[find(id)], handle_, setup);
}

}  // namespace greenbench
