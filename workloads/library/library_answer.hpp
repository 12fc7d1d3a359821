// The result of a variant as a library hands it over, piece by piece.
//
//   AnswerReader reader;
//   variant.answer(variant.self, target, reader.record(), complaint.record());
//   Answer answer = reader.take();     // throws std::runtime_error when the pieces make no answer
#pragma once

#include <exception>
#include <vector>

#include "workloads/answer.hpp"
#include "workloads/library/include/greenbench/hotspot_abi.hpp"

namespace greenbench {

/// It stays where it is: record() points to it.
class AnswerReader {
 public:
  AnswerReader();
  ~AnswerReader() = default;
  AnswerReader(const AnswerReader&) = delete;
  AnswerReader& operator=(const AnswerReader&) = delete;

  [[nodiscard]] const hotspot_abi::AnswerWriter* record() const { return &record_; }
  /// Throws std::bad_alloc, or std::runtime_error when there was not exactly one whole result.
  [[nodiscard]] Answer take();

 private:
  struct Open {
    hotspot_abi::Container kind;
    AnswerList elements;
  };

  /// What the library calls: nothing that goes wrong here may leave it as an exception.
  template <class Work>
  static void keep(void* context, const Work& work) noexcept;
  void add(Answer answer);
  void close();

  std::vector<Open> open_;
  AnswerList finished_;
  std::exception_ptr failure_;
  hotspot_abi::AnswerWriter record_;
};

}  // namespace greenbench
