#include "counters/msr/msr.hpp"

#include <utility>

#include <fmt/format.h>

#include "counters/msr/msr_counters.hpp"
#include "counters/source/read_failure.hpp"

namespace greenbench {

namespace {

class MsrSource final : public EnergySource {
 public:
  explicit MsrSource(MsrCounters counters) : counters_(std::move(counters)) {}

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::span<const Domain> domains() const override { return counters_.domains; }

  /// Safe from several threads at once: pread shares no file offset, and the failure is one atomic word.
  [[nodiscard]] std::error_code read(std::span<std::uint64_t> ticks) noexcept override {
    const std::size_t items = counters_.items.size();
    for (std::size_t i = 0; i < items; ++i) {
      const auto& [file, number] = counters_.items[i];
      const NumberRead counter = counters_.registers->read(counters_.files[file], number);
      if (counter.error) return failed(i, counter.error);
      ticks[i] = counter.value & msr_counter_mask;
    }
    for (std::size_t i = 0; i < counters_.core_sums.size(); ++i) {
      const NumberRead sum = counters_.core_sums[i].read();
      if (sum.error) return failed(items + i, sum.error);
      ticks[items + i] = sum.value;
    }
    failure_.clear();
    return {};
  }

  [[nodiscard]] std::string last_failure() const override {
    const std::optional<FailedItem> item = failure_.get();
    if (!item) return {};
    const std::string& where = counters_.domains[item->item].where;
    return fmt::format("cannot read {}: {}", where, item->error.message());
  }

 private:
  std::error_code failed(std::size_t item, const std::error_code& error) noexcept {
    failure_.note(item, error);
    return error;
  }

  std::string name_ = "msr";
  MsrCounters counters_;
  ReadFailure failure_;
};

}  // namespace

std::variant<std::unique_ptr<EnergySource>, Unavailable> open_msr(const FileRoots& roots, MsrAccess access) {
  auto opened = open_msr_counters(roots, std::move(access));
  if (auto* why = std::get_if<Unavailable>(&opened)) return std::move(*why);
  return std::make_unique<MsrSource>(std::get<MsrCounters>(std::move(opened)));
}

}  // namespace greenbench
