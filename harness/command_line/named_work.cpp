#include "harness/command_line/named_work.hpp"

#include <algorithm>

#include "results/model/hotspot_file_name.hpp"
#include "workloads/catalog.hpp"

namespace greenbench {

NameKind kind_of_name(std::string_view name) {
  if (is_hotspot_file_name(name)) return NameKind::file;
  return name.find_first_of("/*?[") == std::string_view::npos ? NameKind::suite : NameKind::hotspot;
}

std::vector<std::string> bundled_suites() {
  std::vector<std::string> suites{"all"};
  // The path alone tells the suite: strings/build.py.
  for (const std::string_view file : bundled_python_names()) {
    std::string suite{file.substr(0, file.find('/'))};
    if (std::ranges::find(suites, suite) == suites.end()) suites.push_back(std::move(suite));
  }
  return suites;
}

bool names_work(std::string_view name) {
  if (kind_of_name(name) == NameKind::file) return true;
  const std::vector<std::string> suites = bundled_suites();
  return std::ranges::find(suites, name.substr(0, name.find('/'))) != suites.end();
}

}  // namespace greenbench
