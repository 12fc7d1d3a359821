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
#include <cstring>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "greenbench/answer.hpp"
#include "greenbench/do_not_optimize.hpp"
#include "greenbench/hotspot_abi.hpp"

namespace greenbench {

/// What a constructor or a factory may take behind the size.
struct Surroundings {
  std::string server_url;          ///< of the local server, where the hotspot needs it: "http://127.0.0.1:41234"
  std::filesystem::path prepared;  ///< the folder that prepare() has filled, where there is a prepare()
};

/// A variant that is not measured above some size, and why; see up_to().
struct SizeLimit {
  std::optional<std::uint64_t> max_size = std::nullopt;
  std::string reason = {};
};

[[nodiscard]] inline SizeLimit up_to(std::uint64_t max_size, std::string reason) {
  return {max_size, std::move(reason)};
}

namespace detail {

/// What a variant is and does; the functions are those of hotspot_abi::Variant.
struct VariantParts {
  std::string name;
  bool is_baseline = false;
  SizeLimit limit = {};
  std::string not_available = {};
  std::shared_ptr<const void> self = nullptr;
  decltype(hotspot_abi::Variant::set_up) set_up = nullptr;
  decltype(hotspot_abi::Variant::call) call = nullptr;
  decltype(hotspot_abi::Variant::answer) answer = nullptr;
  decltype(hotspot_abi::Variant::reset) reset = nullptr;
};

struct HotspotParts {
  std::string id;
  std::uint64_t default_size = 0;
  std::string description = {};
  std::optional<std::uint64_t> article_size = std::nullopt;
  std::vector<std::uint64_t> sizes = {};
  double relative_tolerance = 0.0;
  bool is_parallel = false;
  bool needs_server = false;
  std::vector<VariantParts> variants = {};
  decltype(hotspot_abi::Hotspot::set_up) set_up = nullptr;
  decltype(hotspot_abi::Hotspot::tear_down) tear_down = nullptr;
  decltype(hotspot_abi::Hotspot::prepare) prepare = nullptr;
};

}  // namespace detail

/// A described hotspot. hotspot() makes one.
class Hotspot {
 public:
  [[nodiscard]] const detail::HotspotParts& parts() const { return *parts_; }

 protected:
  Hotspot(std::string id, std::uint64_t default_size) : parts_(std::make_shared<detail::HotspotParts>()) {
    parts_->id = std::move(id);
    parts_->default_size = default_size;
  }
  [[nodiscard]] detail::HotspotParts& edit() { return *parts_; }

 private:
  std::shared_ptr<detail::HotspotParts> parts_;
};

/// Yours to define, in one file of the library: all of its hotspots.
[[nodiscard]] std::vector<Hotspot> hotspots();

/// What can be said of every hotspot. Each function returns the hotspot, so that they can be chained.
template <class Derived>
class DescribedHotspot : public Hotspot {
 public:
  /// Two sentences for the report: what is compared, and why it might matter.
  Derived& description(std::string text) {
    return with([&](auto& parts) { parts.description = std::move(text); });
  }
  /// The size at which a published claim was made; the default size if it is not said.
  Derived& article_size(std::uint64_t size) {
    return with([&](auto& parts) { parts.article_size = size; });
  }
  /// What `--sweep` measures.
  Derived& sizes(std::vector<std::uint64_t> all) {
    return with([&](auto& parts) { parts.sizes = std::move(all); });
  }
  /// Relative difference up to which real numbers count as the same result, below 1; 0 if it is not said.
  Derived& relative_tolerance(double tolerance) {
    return with([&](auto& parts) { parts.relative_tolerance = tolerance; });
  }
  /// Some variant uses several processors at once; otherwise each round stays on one CPU.
  Derived& parallel() {
    return with([](auto& parts) { parts.is_parallel = true; });
  }
  /// A local HTTP server is started, whose address is in Surroundings.
  Derived& needs_server() {
    return with([](auto& parts) { parts.needs_server = true; });
  }
  /// Stands for a variant that this build of the library cannot have: .absent("flat", "needs Boost 1.81").
  Derived& absent(std::string name, std::string reason) {
    detail::VariantParts variant{std::move(name)};
    variant.not_available = std::move(reason);
    return add(std::move(variant));
  }

 protected:
  using Hotspot::Hotspot;

  Derived& add(detail::VariantParts variant) {
    return with([&](auto& parts) { parts.variants.push_back(std::move(variant)); });
  }

 private:
  template <class Change>
  Derived& with(const Change& change) {
    change(edit());
    return static_cast<Derived&>(*this);
  }
};

namespace detail {

/// Hands over the reason of the exception that is being handled.
inline hotspot_abi::Outcome explained(const hotspot_abi::Complaint* complaint) noexcept {
  const auto fail = [&](const char* reason) {
    complaint->say(complaint->context, {reason, std::strlen(reason)});
    return hotspot_abi::Outcome::failed;
  };
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return hotspot_abi::Outcome::out_of_memory;
  } catch (const std::exception& error) {
    return fail(error.what());
  } catch (...) {
    return fail("threw something that is not a std::exception");
  }
}

/// Runs what is the user's. No exception leaves it.
template <class Work>
hotspot_abi::Outcome guarded(const hotspot_abi::Complaint* complaint, const Work& work) noexcept {
  try {
    work();
    return hotspot_abi::Outcome::done;
  } catch (...) {
    return explained(complaint);
  }
}

inline std::string string_of(hotspot_abi::Text text) {
  return text.size == 0 ? std::string{} : std::string(text.bytes, text.size);
}

inline Surroundings surroundings_of(const hotspot_abi::Setup& setup) {
  return {string_of(setup.server_url), string_of(setup.prepared)};
}

template <class, class = void>
inline constexpr bool has_reset = false;
template <class T>
inline constexpr bool has_reset<T, std::void_t<decltype(std::declval<T&>().reset())>> = true;

template <class, class = void>
inline constexpr bool has_prepare = false;
template <class T>
inline constexpr bool
    has_prepare<T, std::void_t<decltype(T::prepare(std::declval<const std::filesystem::path&>(), std::uint64_t{}))>> =
        true;

template <class, class, class = void>
inline constexpr bool has_check = false;
template <class T, class Result>
inline constexpr bool
    has_check<T, Result, std::void_t<decltype(std::declval<const T&>().check(std::declval<const Result&>()))>> = true;

template <class, class = void>
inline constexpr bool has_call = false;
template <class T>
inline constexpr bool has_call<T, std::void_t<decltype(std::declval<T&>().call())>> = true;

/// What variants are called on: they cannot change it unless it has a reset().
template <class Target>
using Called = std::conditional_t<has_reset<Target>, Target, const Target>;

/// Calls one implementation on a target; `how` is a member function or whatever else std::invoke takes.
template <class Target, class How>
struct Calling {
  static_assert(std::is_invocable_v<const How&, Called<Target>&>,
                "a variant takes no argument; it is const, unless its class has a reset() that undoes what it changes");

  /// Written out, so that nothing but the call itself goes through memory.
  static hotspot_abi::Outcome call(const void* self, void* target, const hotspot_abi::Complaint* complaint) noexcept {
    const How& how = *static_cast<const How*>(self);
    auto& object = *static_cast<Called<Target>*>(target);
    try {
      if constexpr (std::is_void_v<Result>) {
        std::invoke(how, object);
      } else {
        auto&& result = std::invoke(how, object);
        do_not_optimize(result);
      }
      return hotspot_abi::Outcome::done;
    } catch (...) {
      return explained(complaint);
    }
  }

  static hotspot_abi::Outcome answer(const void* self, void* target, const hotspot_abi::AnswerWriter* writer,
                                     const hotspot_abi::Complaint* complaint) {
    const How& how = *static_cast<const How*>(self);
    auto& object = *static_cast<Called<Target>*>(target);
    return guarded(complaint, [&] {
      if constexpr (std::is_void_v<Result>) {
        std::invoke(how, object);
        writer->nothing(writer->context);
      } else if constexpr (has_check<Target, Result>) {
        const auto& result = std::invoke(how, object);
        write_answer(*writer, object.check(result));
      } else {
        const auto& result = std::invoke(how, object);
        write_answer(*writer, result);
      }
    });
  }

  static hotspot_abi::Outcome reset(const void* /*self*/, void* target, const hotspot_abi::Complaint* complaint) {
    return guarded(complaint, [&] { static_cast<Target*>(target)->reset(); });
  }

 private:
  using Result = std::invoke_result_t<const How&, Called<Target>&>;
};

/// Fills in the functions of a variant that is called on a Target.
template <class Target, class How>
void fill_functions(VariantParts& variant) {
  variant.call = &Calling<Target, How>::call;
  variant.answer = &Calling<Target, How>::answer;
  if constexpr (has_reset<Target>) variant.reset = &Calling<Target, How>::reset;
}

}  // namespace detail

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
