// How a call into a library ended, as the exception that could not cross the boundary.
//
//   KeptComplaint complaint;
//   throw_unless_done(hotspot.set_up(hotspot.self, &setup, &object, complaint.record()), complaint);
#pragma once

#include <new>
#include <stdexcept>
#include <string>

#include "workloads/library/include/greenbench/hotspot_abi.hpp"

namespace greenbench {

/// Keeps the reason of a failure. It stays where it is: record() points to it.
class KeptComplaint {
 public:
  KeptComplaint() = default;
  ~KeptComplaint() = default;
  KeptComplaint(const KeptComplaint&) = delete;
  KeptComplaint& operator=(const KeptComplaint&) = delete;

  [[nodiscard]] const hotspot_abi::Complaint* record() const { return &record_; }
  [[nodiscard]] std::string text() const { return text_.empty() ? "no reason given" : text_; }

 private:
  /// Its caller is another library: no exception leaves it.
  static void keep(void* context, hotspot_abi::Text reason) noexcept {
    try {
      if (reason.bytes != nullptr) static_cast<KeptComplaint*>(context)->text_.assign(reason.bytes, reason.size);
    } catch (const std::bad_alloc&) {
      static_cast<KeptComplaint*>(context)->text_.clear();
    }
  }

  std::string text_;
  hotspot_abi::Complaint record_{this, &KeptComplaint::keep};
};

/// Throws std::bad_alloc, or std::runtime_error with the complaint.
inline void throw_unless_done(hotspot_abi::Outcome outcome, const KeptComplaint& complaint) {
  if (outcome == hotspot_abi::Outcome::done) return;
  if (outcome == hotspot_abi::Outcome::out_of_memory) throw std::bad_alloc{};
  throw std::runtime_error{complaint.text()};
}

}  // namespace greenbench
