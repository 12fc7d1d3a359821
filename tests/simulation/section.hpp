// What a simulation found: shares with their Monte-Carlo error, a Markdown table, and the limits it has to keep.
//
//   Share covered;
//   for (...) covered.add(interval_holds_truth);
//   section.limits.push_back({"coverage, normal noise", lies_between(covered, 0.93, 0.97)});
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace greenbench {

/// How many trials each row of a table gets. Seeds are fixed: the same number gives the same tables.
struct Effort {
  std::uint32_t trials = 5000;
};

/// Of trials in which something happened.
struct Share {
  std::uint64_t happened = 0;
  std::uint64_t trials = 0;

  void add(bool happens) {
    happened += happens ? 1 : 0;
    ++trials;
  }
  [[nodiscard]] double value() const { return static_cast<double>(happened) / static_cast<double>(trials); }
};

/// "95.1%"
[[nodiscard]] std::string percent(Share share);
[[nodiscard]] std::string percent(double fraction, int digits = 1);

/// Two standard errors of a share whose true value is `probability`: what chance alone adds in 2.3% of cases.
[[nodiscard]] double monte_carlo_error(double probability, std::uint64_t trials);

/// No larger than the limit, as far as the trials can tell: chance alone may add its two standard errors.
[[nodiscard]] bool is_at_most(Share share, double limit);
[[nodiscard]] bool is_at_least(Share share, double limit);

/// The stricter kind: within the limits even after chance has taken two standard errors away on either side.
[[nodiscard]] bool lies_between(Share share, double low, double high);

struct Limit {
  std::string name;
  bool holds = false;
};

/// One paragraph broken into lines of at most 120 bytes.
[[nodiscard]] std::string wrapped(std::string_view paragraph);

using Cells = std::vector<std::string>;

/// A Markdown table, all columns but the first aligned to the right.
[[nodiscard]] std::string markdown_table(const Cells& titles, const std::vector<Cells>& rows);

struct Section {
  std::string markdown;  ///< a heading, what the table shows and how to read it, the table
  std::vector<Limit> limits;
};

}  // namespace greenbench
