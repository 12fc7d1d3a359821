#include "tests/simulation/section.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <sstream>

namespace greenbench {

std::string percent(double fraction, int digits) {
  return fmt::format("{:.{}f}%", 100.0 * fraction, digits);
}

std::string percent(Share share) {
  return percent(share.value());
}

double monte_carlo_error(double probability, std::uint64_t trials) {
  return 2.0 * std::sqrt(probability * (1.0 - probability) / static_cast<double>(trials));
}

bool is_at_most(Share share, double limit) {
  return share.value() <= limit + monte_carlo_error(limit, share.trials);
}

bool is_at_least(Share share, double limit) {
  return share.value() >= limit - monte_carlo_error(limit, share.trials);
}

bool lies_between(Share share, double low, double high) {
  const double error = monte_carlo_error(share.value(), share.trials);
  return share.value() - error >= low && share.value() + error <= high;
}

std::string wrapped(std::string_view paragraph) {
  constexpr std::size_t longest_line = 120;
  std::istringstream words{std::string{paragraph}};
  std::string text;
  std::size_t line = 0;
  for (std::string word; words >> word;) {
    const bool fits = line + 1 + word.size() <= longest_line;
    if (line > 0) text += fits ? " " : "\n";
    line = fits && line > 0 ? line + 1 + word.size() : word.size();
    text += word;
  }
  return text;
}

std::string markdown_table(const Cells& titles, const std::vector<Cells>& rows) {
  std::string text = fmt::format("| {} |\n|---|", fmt::join(titles, " | "));
  for (std::size_t column = 1; column < titles.size(); ++column) text += "---:|";
  text += "\n";
  for (const Cells& row : rows) text += fmt::format("| {} |\n", fmt::join(row, " | "));
  return text;
}

}  // namespace greenbench
