// control/aa in C++: the same function under two names.
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "workloads/native.hpp"

namespace greenbench {

NativeHotspot control_aa();

namespace {

class IdenticalCode {
 public:
  explicit IdenticalCode(std::uint64_t size) : numbers_(size) { std::iota(numbers_.begin(), numbers_.end(), 0); }

  /// Work of the kind the suites do: texts, allocations and copying.
  std::string work() const {
    std::string text;
    for (const std::int64_t number : numbers_) {
      if (!text.empty()) text += ',';
      text += std::to_string(number);
    }
    return text;
  }

 private:
  std::vector<std::int64_t> numbers_;
};

}  // namespace

NativeHotspot control_aa() {
  return native_hotspot<IdenticalCode>(
      {.id = "control/aa",
       .description = "The same code is measured against itself under two names. "
                      "Its interval is the noise floor: a difference smaller than that cannot be told from none.",
       .default_size = 30'000,
       .article_size = 30'000,
       .sizes = {1'000, 10'000, 100'000}},
      native_baseline("baseline", &IdenticalCode::work), native_variant("same", &IdenticalCode::work));
}

}  // namespace greenbench
