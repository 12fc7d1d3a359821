#include "harness/machine/frequency_band.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

bool FrequencyBand::leaves(std::size_t variant, std::uint64_t kilohertz) {
  if (variant >= readings_.size()) readings_.resize(variant + 1);
  std::deque<double>& earlier = readings_[variant];
  bool outside = false;
  if (!earlier.empty()) {
    const double usual = median({earlier.begin(), earlier.end()});
    outside = std::abs(static_cast<double>(kilohertz) - usual) > half_width * usual;
  }
  earlier.push_back(static_cast<double>(kilohertz));
  if (earlier.size() > remembered) earlier.pop_front();
  return outside;
}

CurrentFrequency::CurrentFrequency(const std::filesystem::path& sysfs, std::optional<int> cpu) {
  if (!cpu) return;
  const std::string folder = "devices/system/cpu/cpu" + std::to_string(*cpu);
  file_ = std::move(open_file(sysfs / folder / "cpufreq/scaling_cur_freq").descriptor);
}

std::optional<std::uint64_t> CurrentFrequency::read() const noexcept {
  if (!file_.is_open()) return std::nullopt;
  const NumberRead number = read_number(file_);
  if (number.error || number.value == 0) return std::nullopt;
  return number.value;
}

}  // namespace greenbench
