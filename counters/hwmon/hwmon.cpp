#include "counters/hwmon/hwmon.hpp"

#include <utility>

#include <fmt/format.h>

#include "counters/hwmon/hwmon_counters.hpp"
#include "counters/source/read_failure.hpp"

namespace greenbench {

namespace {

class HwmonSource final : public EnergySource {
 public:
  explicit HwmonSource(HwmonCounters counters) : counters_(std::move(counters)) {}

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::span<const Domain> domains() const override { return counters_.domains; }

  [[nodiscard]] std::error_code read(std::span<std::uint64_t> ticks) noexcept override {
    std::size_t domain = 0;
    const auto fill = [&](const NumberRead& number) -> std::error_code {
      if (number.error) {
        failure_.note(domain, number.error);
        return number.error;
      }
      ticks[domain++] = number.value;
      return {};
    };
    for (const FileDescriptor& file : counters_.energies) {
      if (const std::error_code error = fill(read_number(file))) return error;
    }
    for (CoreSum& sum : counters_.core_sums) {
      if (const std::error_code error = fill(sum.read())) return error;
    }
    for (const SampledSensor& sampled : counters_.sampled) {
      if (const std::error_code error = fill(microjoules_of(sampled))) return error;
    }
    failure_.clear();
    return {};
  }

  [[nodiscard]] std::string last_failure() const override {
    const std::optional<FailedItem> failed = failure_.get();
    if (!failed) return {};
    return fmt::format("cannot read {}: {}", counters_.files[failed->item], failed->error.message());
  }

 private:
  [[nodiscard]] static NumberRead microjoules_of(const SampledSensor& sampled) noexcept {
    const EnergyRead read = sampled.sampler->energy(sampled.sensor);
    return {static_cast<std::uint64_t>(read.energy.value() * 1e6), read.error};
  }

  std::string name_ = "hwmon";
  HwmonCounters counters_;
  ReadFailure failure_;
};

}  // namespace

std::variant<std::unique_ptr<EnergySource>, Unavailable> open_hwmon(const FileRoots& roots, HwmonAccess access) {
  auto opened = open_hwmon_counters(roots, std::move(access));
  if (auto* why = std::get_if<Unavailable>(&opened)) return std::move(*why);
  return std::make_unique<HwmonSource>(std::get<HwmonCounters>(std::move(opened)));
}

}  // namespace greenbench
