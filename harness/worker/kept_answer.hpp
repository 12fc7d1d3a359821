// What a variant computed, kept in a file for a process that cannot run that variant itself.
//
//   keep_answer("/tmp/answer", {"mine/build/python:join@main", answer});
//   KeptAnswer other = kept_answer("/tmp/answer");
#pragma once

#include <filesystem>
#include <string>

#include "workloads/answer.hpp"

namespace greenbench {

struct KeptAnswer {
  std::string name;  ///< of the variant, as in messages
  Answer answer;
};

/// Exact, for every answer. Throws std::filesystem::filesystem_error.
void keep_answer(const std::filesystem::path& file, const KeptAnswer& kept);
/// Throws std::runtime_error for a file that is not one of these.
[[nodiscard]] KeptAnswer kept_answer(const std::filesystem::path& file);

}  // namespace greenbench
