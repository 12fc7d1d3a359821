// Everything that a library may define, and nothing wrong.
#include <algorithm>
#include <array>
#include <complex>
#include <cstdint>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "greenbench/hotspot.hpp"

namespace {

/// Says how often a variant was called.
class Counting {
 public:
  explicit Counting(std::uint64_t size) : size_(size) {}
  std::int64_t count() const { return ++calls_; }
  std::int64_t calls_so_far() const { return calls_; }
  std::uint64_t size() const { return size_; }

 private:
  std::uint64_t size_;
  mutable std::int64_t calls_ = 0;
};

struct Opaque {
  int content = 0;
};

/// One variant for each kind of result.
class Results {
 public:
  explicit Results(std::uint64_t /*size*/) {}
  void nothing() const {}
  bool truth() const { return true; }
  std::uint64_t beyond_64_bits() const { return 18446744073709551615U; }
  float real() const { return 0.5F; }
  std::string text() const { return std::string("a\0b", 3); }
  const std::vector<double>& reals() const { return kept_; }
  std::array<bool, 2> list() const { return {true, false}; }
  std::tuple<int, std::string> tuple() const { return {3, "three"}; }
  std::complex<double> complex() const { return {1.0, -1.0}; }
  std::optional<int> empty() const { return std::nullopt; }
  std::set<std::string, std::greater<>> set() const { return {"a", "b", "c"}; }
  std::unordered_set<int> unordered() const { return {3, 1, 2}; }
  std::map<int, std::vector<int>, std::greater<>> map() const { return {{1, {}}, {2, {7, 8}}}; }
  Opaque checked() const { return {42}; }
  int check(const Opaque& result) const { return result.content; }

 private:
  std::vector<double> kept_ = {0.5, 1.5};
};

/// Sorts in place what reset() restores.
class Sorting {
 public:
  explicit Sorting(std::uint64_t size) : given_(size) {
    for (std::size_t i = 0; i < given_.size(); ++i) given_[i] = static_cast<int>(given_.size() - i);
  }
  void reset() { numbers_ = given_; }
  std::vector<int> in_place() {
    std::sort(numbers_.begin(), numbers_.end());
    return numbers_;
  }
  bool was_sorted() const { return std::is_sorted(numbers_.begin(), numbers_.end()); }

 private:
  std::vector<int> given_;
  std::vector<int> numbers_;
};

/// Reads back what was prepared once.
class Lines {
 public:
  Lines(std::uint64_t /*size*/, const greenbench::Surroundings& surroundings)
      : path_(surroundings.prepared / "lines") {}
  static void prepare(const std::filesystem::path& folder, std::uint64_t size) {
    std::ofstream(folder / "lines") << "prepared for " << size << "\n";
  }
  std::string first() const {
    std::string line;
    std::getline(std::ifstream(path_) >> std::ws, line);
    return line;
  }

 private:
  std::filesystem::path path_;
};

/// Of a variant that a factory makes. Cannot be moved, as an object with a thread of its own.
class Made {
 public:
  explicit Made(std::uint64_t size) : size_(size) {}
  ~Made() = default;
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  void reset() { calls_ = 0; }
  std::uint64_t call() { return size_ + ++calls_; }

 private:
  std::uint64_t size_;
  std::uint64_t calls_ = 0;
};

class Asking {
 public:
  Asking(std::uint64_t /*size*/, const greenbench::Surroundings& surroundings) : url_(surroundings.server_url) {}
  std::string url() const { return url_; }

 private:
  std::string url_;
};

greenbench::Hotspot results() {
  return greenbench::hotspot<Results>("right/results", 1)
      .baseline("nothing", &Results::nothing)
      .variant("truth", &Results::truth)
      .variant("beyond_64_bits", &Results::beyond_64_bits)
      .variant("real", &Results::real)
      .variant("text", &Results::text)
      .variant("reals", &Results::reals)
      .variant("list", &Results::list)
      .variant("tuple", &Results::tuple)
      .variant("complex", &Results::complex)
      .variant("empty", &Results::empty)
      .variant("set", &Results::set)
      .variant("unordered", &Results::unordered)
      .variant("map", &Results::map)
      .variant("checked", &Results::checked);
}

greenbench::Hotspot factories() {
  const auto fail = [](std::uint64_t /*size*/) -> Made { throw std::runtime_error("its factory was called"); };
  return greenbench::hotspot("right/factories", 5)
      .baseline("object", [](std::uint64_t size) { return Made(size); })
      .variant("function", [](std::uint64_t size) { return [size] { return size + 1; }; })
      .variant("unwanted", fail);
}

}  // namespace

std::vector<greenbench::Hotspot> greenbench::hotspots() {
  return {greenbench::hotspot<Counting>("right/counting", 5)
              .description("Calls are counted.\n  How often is told.")
              .article_size(7)
              .sizes({1, 10})
              .relative_tolerance(0.25)
              .parallel()
              .baseline("count", &Counting::count)
              .variant("calls_so_far", &Counting::calls_so_far)
              .variant("size", &Counting::size, greenbench::up_to(100, "slow above 100"))
              .absent("flat", "needs a newer library"),
          results(),
          greenbench::hotspot<Sorting>("right/sorting", 3)
              .baseline("in_place", &Sorting::in_place)
              .variant("was_sorted", [](const Sorting& sorting) { return sorting.was_sorted(); }),
          greenbench::hotspot<Lines>("right/lines", 3).baseline("first", &Lines::first),
          factories(),
          greenbench::hotspot<Asking>("right/asking", 1).needs_server().baseline("url", &Asking::url)};
}
