#include "results/text/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>
#include <vector>

namespace greenbench {
namespace {

/// One row of the distances between the beginnings of a name and those of a candidate, from the row above it.
using Row = std::vector<std::size_t>;

/// STRINGS and strings are the same word.
bool same_letter(char one, char other) {
  return std::tolower(static_cast<unsigned char>(one)) == std::tolower(static_cast<unsigned char>(other));
}

/// What stands for anything costs nothing, whether it is left out or takes one more letter.
void next_row_of_anything(const Row& previous, Row& current) {
  current[0] = previous[0];
  for (std::size_t j = 1; j < current.size(); ++j) current[j] = std::min(previous[j], current[j - 1]);
}

void next_row(char letter, bool is_pattern, std::string_view candidate, const Row& previous, Row& current) {
  current[0] = previous[0] + 1;
  for (std::size_t j = 0; j < candidate.size(); ++j) {
    const bool same = same_letter(letter, candidate[j]) || (is_pattern && letter == '?');
    current[j + 1] = std::min({previous[j] + (same ? 0 : 1), previous[j + 1] + 1, current[j] + 1});
  }
}

std::size_t edit_distance(std::string_view name, std::string_view candidate, bool is_pattern) {
  Row previous(candidate.size() + 1);
  Row current(candidate.size() + 1);
  std::iota(previous.begin(), previous.end(), std::size_t{0});
  for (const char letter : name) {
    if (is_pattern && letter == '*') {
      next_row_of_anything(previous, current);
    } else {
      next_row(letter, is_pattern, candidate, previous, current);
    }
    std::swap(previous, current);
  }
  return previous[candidate.size()];
}

std::size_t common_beginning(std::string_view name, std::string_view candidate) {
  const auto end = std::mismatch(name.begin(), name.end(), candidate.begin(), candidate.end(), same_letter).first;
  return static_cast<std::size_t>(end - name.begin());
}

/// One for each pair of characters, over all candidates. A name of a megabyte, from a damaged file, would take minutes,
/// and so would thousands of long candidates; whoever mistypes a name types a short one.
constexpr std::size_t most_steps = 20'000'000;

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates, bool is_pattern) {
  std::optional<std::string> found;
  std::size_t least = std::max<std::size_t>(2, name.size() / 2) + 1;
  std::size_t longest = 0;  // of the beginnings that the nearest ones have in common with the name
  std::size_t steps = 0;
  for (const std::string& candidate : candidates) {
    steps += name.size() * candidate.size();
    if (steps > most_steps) break;
    const std::size_t distance = edit_distance(name, candidate, is_pattern);
    const std::size_t beginning = common_beginning(name, candidate);
    if (distance > least || (distance == least && (!found || beginning <= longest))) continue;
    least = distance;
    longest = beginning;
    found = candidate;
  }
  return found;
}

std::string question(const std::optional<std::string>& name) {
  return name ? fmt::format("; did you mean {}?", *name) : std::string{};
}

}  // namespace

std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> candidates) {
  return nearest(name, candidates, false);
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
  return question(nearest_name(name, candidates));
}

std::string did_you_mean_by_pattern(std::string_view pattern, std::span<const std::string> candidates) {
  return question(nearest(pattern, candidates, true));
}

}  // namespace greenbench
