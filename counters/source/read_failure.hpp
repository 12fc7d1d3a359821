// The last read that failed, kept so that a message can be made of it later, by another thread too.
//
//   failure_.note(zone_index, error);      // in read(): does not allocate or lock
//   failure_.clear();                      // after a read that succeeded
//   if (auto failed = failure_.get()) return fmt::format("cannot read {}: {}", files[failed->item], ...);
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <system_error>

namespace greenbench {

/// Which of a source's items (zones, descriptors, devices) could not be read, and why.
struct FailedItem {
  std::size_t item = 0;
  std::error_code error;
};

class ReadFailure {
 public:
  void note(std::size_t item, const std::error_code& error) noexcept {
    failure_.store({static_cast<std::uint32_t>(item), error.value()});
  }
  void clear() noexcept { failure_.store({}); }

  /// Empty when the last read succeeded.
  [[nodiscard]] std::optional<FailedItem> get() const noexcept {
    const Word failure = failure_.load();
    if (failure.error == 0) return std::nullopt;
    return FailedItem{failure.item, {failure.error, std::generic_category()}};
  }

 private:
  /// Fits an atomic word; the message is made only when somebody asks.
  struct alignas(8) Word {
    std::uint32_t item = 0;
    std::int32_t error = 0;
  };
  static_assert(std::atomic<Word>::is_always_lock_free, "a read must not lock");
  std::atomic<Word> failure_{Word{}};
};

}  // namespace greenbench
