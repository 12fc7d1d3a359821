// How greenbench's calls reach what somebody has written: no exception leaves the library, and a result becomes an
// answer.
//
//   detail::guarded(complaint, [&] { *object = new Data(setup->size); });
//   detail::fill_functions<Data, Member>(variant);   // call, answer and reset
#pragma once

#include <cstdint>
#include <cstring>
#include <exception>
#include <filesystem>
#include <functional>
#include <new>
#include <string>
#include <type_traits>
#include <utility>

#include "greenbench/answer.hpp"
#include "greenbench/described_hotspot.hpp"
#include "greenbench/do_not_optimize.hpp"
#include "greenbench/hotspot_abi.hpp"

namespace greenbench {

/// What a constructor or a factory may take behind the size.
struct Surroundings {
  std::string server_url;          ///< of the local server, where the hotspot needs it: "http://127.0.0.1:41234"
  std::filesystem::path prepared;  ///< the folder that prepare() has filled, where there is a prepare()
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

}  // namespace greenbench
