// Takes texts for the fuzz targets from standard input, many in one process. fuzz.py makes them and times the answers.
//
//   printf 'claims 7\n[[claim' | greenbench_fuzz_driver       # answers "refused"
#include <algorithm>
#include <exception>
#include <iostream>
#include <string>

#include "tests/fuzz/targets.hpp"

int main() {
  std::string name;
  std::size_t bytes = 0;
  while (std::cin >> name >> bytes && std::cin.get() == '\n') {
    std::string text(bytes, '\0');
    std::cin.read(text.data(), static_cast<std::streamsize>(bytes));
    const greenbench::testing::FuzzTarget* const target = greenbench::testing::find_fuzz_target(name);
    if (!std::cin || target == nullptr) return 2;
    try {
      std::cout << (target->take(text) ? "taken" : "refused") << std::endl;
    } catch (const std::exception& error) {
      std::string message = error.what();
      std::ranges::replace(message, '\n', ' ');
      std::cout << "threw " << message << std::endl;
    }
  }
  return std::cin.eof() ? 0 : 2;
}
