#include "workloads/bundled_python.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string_view>

#include "workloads/catalog.hpp"
#include "workloads/described_python.hpp"

namespace greenbench {
namespace {

/// FNV-1a of 64 bits, as scripts/describe_hotspots.py takes it. It finds changes; it is no protection.
class Fingerprint {
 public:
  /// The text and a zero after it.
  void add(std::string_view text) {
    for (const char character : text) add_byte(static_cast<unsigned char>(character));
    add_byte(0);
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  void add_byte(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001B3U; }

  std::uint64_t value_ = 0xCBF29CE484222325U;
};

/// A file that cannot be read counts as an empty one.
std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

bool are_unchanged(const DescribedPython& described, const std::filesystem::path& workloads) {
  Fingerprint now;
  for (const std::string& file : described.files) {
    now.add(file);
    now.add(bytes_of(workloads / file));
  }
  return now.value() == described.fingerprint;
}

/// Those of the table, in its order.
std::vector<DescribedHotspot> in_catalog_order(const DescribedPython& described) {
  std::vector<DescribedHotspot> ordered;
  for (const std::string_view name : bundled_python_names()) {
    std::ranges::copy_if(described.hotspots, std::back_inserter(ordered),
                         [name](const DescribedHotspot& each) { return each.file == name; });
  }
  return ordered;
}

}  // namespace

std::optional<std::vector<HotspotInfo>> bundled_python_hotspots(const std::filesystem::path& data_folder) {
  const DescribedPython described = described_python();
  const std::filesystem::path workloads = std::filesystem::absolute(data_folder / "workloads").lexically_normal();
  if (!are_unchanged(described, workloads)) return std::nullopt;
  std::vector<HotspotInfo> infos;
  for (const DescribedHotspot& each : in_catalog_order(described)) {
    infos.push_back(each.info);
    infos.back().file = (workloads / each.file).string();
  }
  return infos;
}

std::vector<std::string> bundled_hotspot_ids() {
  std::vector<std::string> ids;
  for (const DescribedHotspot& each : in_catalog_order(described_python())) ids.push_back(each.info.id);
  for (const NativeHotspot& native : native_hotspots()) {
    if (std::ranges::find(ids, native.info.id) == ids.end()) ids.push_back(native.info.id);
  }
  return ids;
}

}  // namespace greenbench
