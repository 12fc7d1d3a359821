// Hotspots for greenbench in a shared library of your own, in C++17 or later: a class whose constructor makes the data
// for a size n, one member function for each implementation, and one function that lists them.
//
//   std::vector<greenbench::Hotspot> greenbench::hotspots() {
//     return {greenbench::hotspot<Search>("mine/search", 1'000)
//                 .baseline("in_vector", &Search::in_vector)
//                 .variant("in_set", &Search::in_set)};
//   }
//
// Compiled to libmine.so, `greenbench run libmine.so` measures them. Only plain C types cross the boundary
// (hotspot_abi.hpp): the library may use another compiler or standard library than greenbench.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "greenbench/calling.hpp"
#include "greenbench/described_hotspot.hpp"
#include "greenbench/do_not_optimize.hpp"
#include "greenbench/hotspot_abi.hpp"

namespace greenbench {

/// A hotspot whose variants are member functions of one class, which share its data.
template <class Data>
class ClassHotspot : public DescribedHotspot<ClassHotspot<Data>> {
 public:
  ClassHotspot(std::string id, std::uint64_t default_size)
      : DescribedHotspot<ClassHotspot<Data>>(std::move(id), default_size) {
    static_assert(takes_surroundings || std::is_constructible_v<Data, std::uint64_t>,
                  "the constructor of a hotspot's class takes a std::uint64_t, or that and a const Surroundings&");
    this->edit().set_up = &set_up;
    this->edit().tear_down = &tear_down;
    if constexpr (detail::has_prepare<Data>) this->edit().prepare = &prepare;
  }

  /// The implementation that the others are compared with. Every hotspot has exactly one.
  template <class Member>
  ClassHotspot& baseline(std::string name, Member member, SizeLimit limit = {}) {
    return add_member(std::move(name), true, member, std::move(limit));
  }

  /// Another one. `member` may also be a lambda that takes the object.
  template <class Member>
  ClassHotspot& variant(std::string name, Member member, SizeLimit limit = {}) {
    return add_member(std::move(name), false, member, std::move(limit));
  }

 private:
  static constexpr bool takes_surroundings = std::is_constructible_v<Data, std::uint64_t, const Surroundings&>;

  static hotspot_abi::Outcome set_up(const void* /*self*/, const hotspot_abi::Setup* setup, void** object,
                                     const hotspot_abi::Complaint* complaint) {
    return detail::guarded(complaint, [&] {
      if constexpr (takes_surroundings) {
        *object = new Data(setup->size, detail::surroundings_of(*setup));
      } else {
        *object = new Data(setup->size);
      }
    });
  }

  static void tear_down(const void* /*self*/, void* object) { delete static_cast<Data*>(object); }

  static hotspot_abi::Outcome prepare(const void* /*self*/, hotspot_abi::Text folder, std::uint64_t size,
                                      const hotspot_abi::Complaint* complaint) {
    return detail::guarded(complaint, [&] { Data::prepare(std::filesystem::path(detail::string_of(folder)), size); });
  }

  template <class Member>
  ClassHotspot& add_member(std::string name, bool is_baseline, Member member, SizeLimit limit) {
    detail::VariantParts variant{std::move(name), is_baseline, std::move(limit)};
    variant.self = std::make_shared<const Member>(std::move(member));
    detail::fill_functions<Data, Member>(variant);
    return this->add(std::move(variant));
  }
};

/// A hotspot whose variants share nothing: each has a factory, which takes the size and returns what is called.
class FactoryHotspot : public DescribedHotspot<FactoryHotspot> {
 public:
  FactoryHotspot(std::string id, std::uint64_t default_size) : DescribedHotspot(std::move(id), default_size) {
    edit().set_up = &set_up;
    edit().tear_down = &tear_down;
  }

  /// `factory(n)`, or `factory(n, surroundings)`, returns an object with a call(), or a function object. It may have a
  /// reset() and a check(result), as a class of a ClassHotspot.
  template <class Factory>
  FactoryHotspot& baseline(std::string name, Factory factory, SizeLimit limit = {}) {
    return add_factory(std::move(name), true, std::move(factory), std::move(limit));
  }

  template <class Factory>
  FactoryHotspot& variant(std::string name, Factory factory, SizeLimit limit = {}) {
    return add_factory(std::move(name), false, std::move(factory), std::move(limit));
  }

 private:
  /// What the factories have made, and what they are given.
  struct Made {
    std::uint64_t size;
    Surroundings surroundings;
    std::vector<std::shared_ptr<void>> targets;
  };

  template <class Factory>
  static decltype(auto) make(const Factory& factory, const Made& made) {
    if constexpr (std::is_invocable_v<const Factory&, std::uint64_t, const Surroundings&>) {
      return factory(made.size, made.surroundings);
    } else {
      return factory(made.size);
    }
  }

  /// What is called on each target, and the factory it comes from.
  template <class Factory>
  struct Self {
    using Target = std::decay_t<decltype(make(std::declval<const Factory&>(), std::declval<const Made&>()))>;
    Factory factory;

    decltype(auto) operator()(detail::Called<Target>& target) const {
      if constexpr (detail::has_call<detail::Called<Target>>) {
        return target.call();
      } else {
        return target();
      }
    }

    static hotspot_abi::Outcome set_up(const void* self, void* object, void** target,
                                       const hotspot_abi::Complaint* complaint) {
      return detail::guarded(complaint, [&] {
        Made& made = *static_cast<Made*>(object);
        const std::shared_ptr<Target> ready(new Target(make(static_cast<const Self*>(self)->factory, made)));
        made.targets.push_back(ready);
        *target = ready.get();
      });
    }
  };

  static hotspot_abi::Outcome set_up(const void* /*self*/, const hotspot_abi::Setup* setup, void** object,
                                     const hotspot_abi::Complaint* complaint) {
    return detail::guarded(complaint, [&] { *object = new Made{setup->size, detail::surroundings_of(*setup), {}}; });
  }

  static void tear_down(const void* /*self*/, void* object) { delete static_cast<Made*>(object); }

  template <class Factory>
  FactoryHotspot& add_factory(std::string name, bool is_baseline, Factory factory, SizeLimit limit) {
    detail::VariantParts variant{std::move(name), is_baseline, std::move(limit)};
    variant.self = std::make_shared<const Self<Factory>>(Self<Factory>{std::move(factory)});
    variant.set_up = &Self<Factory>::set_up;
    detail::fill_functions<typename Self<Factory>::Target, Self<Factory>>(variant);
    return add(std::move(variant));
  }
};

/// Describes a hotspot of a class. `id` is "suite/name", in lower-case letters, digits and underscores; `default_size`
/// is what the constructor gets unless a size is asked for: choose it so that one call takes 5 to 20 ms.
template <class Data>
[[nodiscard]] ClassHotspot<Data> hotspot(std::string id, std::uint64_t default_size) {
  return {std::move(id), default_size};
}

/// The same of one whose variants have factories.
[[nodiscard]] inline FactoryHotspot hotspot(std::string id, std::uint64_t default_size) {
  return {std::move(id), default_size};
}

}  // namespace greenbench

#include "greenbench/library.hpp"
