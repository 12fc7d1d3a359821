#include "harness/command_line/offered_values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <sstream>

#include "results/text/nearest_name.hpp"

namespace greenbench {
namespace {

constexpr const char* and_others = "...";

std::string check_name(const OfferedValues& offered) {
  return fmt::format("{}{}", fmt::join(offered.names, " "), offered.others ? std::string{" "} + and_others : "");
}

}  // namespace

CLI::Option* offer_only(CLI::Option& option, const std::string& what, const std::vector<std::string>& names) {
  const auto check = [what, names](const std::string& name) -> std::string {
    if (std::ranges::find(names, name) != names.end()) return {};
    return fmt::format("unknown {} '{}'{} (known: {})", what, name, did_you_mean(name, names), fmt::join(names, ", "));
  };
  return option.check(check, "", check_name({names, false}));
}

CLI::Option* offer(CLI::Option& option, const std::vector<std::string>& names) {
  return option.check([](const std::string&) { return std::string{}; }, "", check_name({names, true}));
}

OfferedValues offered_by(CLI::Option& option) {
  OfferedValues offered;
  try {
    std::istringstream words{option.get_validator(0)->get_name()};
    offered.names.assign(std::istream_iterator<std::string>{words}, {});
  } catch (const CLI::OptionNotFound&) {
    return offered;
  }
  const auto end = std::ranges::find(offered.names, and_others);
  offered.others = end != offered.names.end();
  offered.names.erase(end, offered.names.end());
  return offered;
}

}  // namespace greenbench
