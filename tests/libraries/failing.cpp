// Hotspots that fail when they are set up, called or reset.
#include <csignal>
#include <cstdint>
#include <new>
#include <stdexcept>
#include <vector>

#include "greenbench/hotspot.hpp"

namespace {

struct SetUpThrows {
  explicit SetUpThrows(std::uint64_t /*size*/) { throw std::runtime_error("no data today"); }
  int one() const { return 1; }
};

struct NoMemory {
  explicit NoMemory(std::uint64_t /*size*/) { throw std::bad_alloc(); }
  int one() const { return 1; }
};

/// One variant that behaves and others that do not.
class Calls {
 public:
  explicit Calls(std::uint64_t size) : size_(size) {}
  std::uint64_t good() const { return sum(); }
  std::uint64_t raises() const {
    if (++calls_ == 3) throw std::runtime_error("the third call failed");
    return sum();
  }
  std::uint64_t throws_a_number() const { throw 42; }
  std::uint64_t crashes() const {
    std::raise(SIGSEGV);
    return sum();
  }

 private:
  std::uint64_t sum() const {
    std::uint64_t total = 0;
    for (std::uint64_t i = 0; i < size_; ++i) greenbench::do_not_optimize(total += i);
    return total;
  }
  std::uint64_t size_;
  mutable int calls_ = 0;
};

struct ResetThrows {
  explicit ResetThrows(std::uint64_t /*size*/) {}
  void reset() { throw std::runtime_error("nothing to restore"); }
  int one() const { return 1; }
};

struct Differing {
  explicit Differing(std::uint64_t /*size*/) {}
  double exact() const { return 0.3; }
  double rounded() const { return 0.1 + 0.2; }
};

}  // namespace

std::vector<greenbench::Hotspot> greenbench::hotspots() {
  return {greenbench::hotspot<SetUpThrows>("failing/set_up", 1).baseline("one", &SetUpThrows::one),
          greenbench::hotspot<NoMemory>("failing/memory", 1).baseline("one", &NoMemory::one),
          greenbench::hotspot<Calls>("failing/calls", 1'000)
              .baseline("good", &Calls::good)
              .variant("raises", &Calls::raises)
              .variant("throws_a_number", &Calls::throws_a_number)
              .variant("crashes", &Calls::crashes),
          greenbench::hotspot<ResetThrows>("failing/reset", 1).baseline("one", &ResetThrows::one),
          greenbench::hotspot<Differing>("failing/differing", 1)
              .baseline("exact", &Differing::exact)
              .variant("rounded", &Differing::rounded)};
}
