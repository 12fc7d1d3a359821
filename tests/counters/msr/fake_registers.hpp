// A processor's registers without a processor. AMD's are one apart, which no plain file can hold.
//
//   auto registers = std::make_shared<FakeRegisters>();
//   registers->set(0, 0xC0010299, 16 << 8);   // processor 0: units of 2^-16 J
//   registers->read(file, 0xC001029A);        // EIO: never set
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "counters/msr/msr_registers.hpp"

namespace greenbench::testing {

class FakeRegisters final : public RegisterReader {
 public:
  using Value = std::function<std::uint64_t()>;

  void set(int cpu, std::uint32_t number, std::uint64_t value) {
    set(cpu, number, [value] { return value; });
  }
  void set(int cpu, std::uint32_t number, Value value) { values_[{cpu, number}] = std::move(value); }
  void remove(int cpu, std::uint32_t number) { values_.erase({cpu, number}); }

  [[nodiscard]] OpenedFile open(int cpu) override {
    OpenedFile file = open_file("/dev/null");
    cpus_[file.descriptor.get()] = cpu;
    return file;
  }

  [[nodiscard]] NumberRead read(const FileDescriptor& file, std::uint32_t number) noexcept override {
    const auto found = values_.find({cpus_.at(file.get()), number});
    if (found == values_.end()) return {0, std::make_error_code(std::errc::io_error)};
    return {found->second(), {}};
  }

  [[nodiscard]] std::string path(int cpu) const override { return "/fake/cpu/" + std::to_string(cpu) + "/msr"; }

 private:
  std::map<std::pair<int, std::uint32_t>, Value> values_;
  std::map<int, int> cpus_;  ///< by descriptor
};

}  // namespace greenbench::testing
