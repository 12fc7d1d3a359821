#include "counters/source/core_sum.hpp"

#include <utility>

namespace greenbench {

CoreSum::CoreSum(std::vector<FileDescriptor> cores, ReadCore read_core, Options options)
    : cores_(std::move(cores)), read_core_(std::move(read_core)), options_(options), last_(cores_.size()) {}

NumberRead CoreSum::read() noexcept {
  if (!busy_.test_and_set(std::memory_order_acquire)) {
    const std::error_code error = is_due() ? read_cores() : std::error_code{};
    busy_.clear(std::memory_order_release);
    if (error) return {0, error};
  }
  return {sum_.load(), {}};
}

bool CoreSum::is_due() const {
  const std::chrono::duration<double> age = std::chrono::steady_clock::now() - read_at_;
  return !started_ || age.count() >= options_.read_every.value();
}

std::error_code CoreSum::read_cores() noexcept {
  for (std::size_t i = 0; i < cores_.size(); ++i) {
    const NumberRead number = read_core_(cores_[i]);
    if (number.error) {
      failed_core_.store(i);
      return number.error;
    }
    // Modulo the core's own range, before anything is summed.
    if (started_) moved_ += (number.value - last_[i]) & options_.mask;
    last_[i] = number.value;
  }
  // What a failed attempt had added already is published with the next one that succeeds.
  started_ = true;
  read_at_ = std::chrono::steady_clock::now();
  sum_.store(moved_);
  return {};
}

}  // namespace greenbench
