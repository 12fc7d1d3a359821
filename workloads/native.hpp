// How a C++ hotspot is written: a class whose constructor takes the size (and, if it asks for something, its
// surroundings), one const member function per variant, and one function that describes it, which gets a row in the
// table of workloads/catalog.cpp. It may have a `void reset()`, which restores what its variants change (these are
// not const then), and a `static void prepare(folder, size)`, which makes once per run what is costly to make.
//
//   class Build { public: explicit Build(std::uint64_t size); std::string append() const; ... };
//   NativeHotspot strings_build() {
//     return native_hotspot<Build>({.id = "strings/build", ...}, native_baseline("append", &Build::append), ...);
//   }
#pragma once

#include <concepts>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "workloads/hotspot.hpp"
#include "workloads/native_answer.hpp"
#include "workloads/surroundings.hpp"

namespace greenbench {

/// A hotspot of the explicit table: its description and how to set it up at a size.
struct NativeHotspot {
  HotspotInfo info;
  std::function<std::unique_ptr<LoadedHotspot>(std::uint64_t size, const Surroundings&)> set_up;
  std::function<void(const std::filesystem::path& folder, std::uint64_t size)> fill = {};  ///< empty: nothing to make

  /// Lets a hotspot that has something to make do so, once per run, in the folder "cpp" of `folder`.
  void prepare(std::uint64_t size, const std::filesystem::path& folder) const {
    if (!fill) return;
    std::filesystem::create_directories(folder / "cpp");
    fill(folder / "cpp", size);
  }

  /// Throws std::runtime_error when the hotspot needs what is not there.
  [[nodiscard]] std::unique_ptr<LoadedHotspot> load(std::uint64_t size, Surroundings surroundings = {}) const {
    if (info.needs_server && !surroundings.server) throw std::runtime_error{info.id + " needs the local server"};
    if (fill && !surroundings.prepared) throw std::runtime_error{info.id + " needs what its prepare() makes"};
    if (surroundings.prepared) *surroundings.prepared /= "cpp";
    return set_up(size, surroundings);
  }
};

/// A variant is not measured above this size, and the report says why.
struct SizeLimit {
  std::optional<std::uint64_t> max_size = {};
  std::string reason = {};
};

/// A member function of a hotspot's class with what is known about it.
template <typename Member>
struct NativeMember {
  VariantInfo info;
  Member member;
};

/// The variant that the others of its language are compared with; every hotspot has exactly one.
template <typename Member>
[[nodiscard]] NativeMember<Member> native_baseline(std::string name, Member member, SizeLimit limit = {}) {
  return {{"cpp", std::move(name), true, limit.max_size, std::move(limit.reason)}, member};
}

template <typename Member>
[[nodiscard]] NativeMember<Member> native_variant(std::string name, Member member, SizeLimit limit = {}) {
  return {{"cpp", std::move(name), false, limit.max_size, std::move(limit.reason)}, member};
}

/// Stands for the member function of a variant that this build cannot have.
struct Absent {
  std::string reason;
};

/// A variant for which something was missing when the program was built: "needs Boost 1.81".
[[nodiscard]] inline NativeMember<Absent> native_absent(std::string name, std::string reason) {
  VariantInfo info{.language = "cpp", .name = std::move(name), .not_available = reason};
  return {std::move(info), {std::move(reason)}};
}

/// Keeps the place of a variant that cannot run. No plan names it; whoever calls it anyway is told why.
class AbsentVariant final : public Variant {
 public:
  explicit AbsentVariant(const std::string& reason) : failure_("not available: " + reason) {}

  [[nodiscard]] Answer answer() override { throw std::runtime_error{failure_}; }
  void run(benchmark::State& state) override { state.SkipWithError(failure_.c_str()); }
  [[nodiscard]] std::string failure() const override { return failure_; }

 private:
  std::string failure_;
};

template <typename Hotspot>
concept Resettable = requires(Hotspot& object) {
  object.reset();
};

template <typename Hotspot>
concept Preparing = requires(const std::filesystem::path& folder, std::uint64_t size) {
  Hotspot::prepare(folder, size);
};

/// What variants are called on: they cannot change it unless it has a reset().
template <typename Hotspot>
using NativeObject = std::conditional_t<Resettable<Hotspot>, Hotspot, const Hotspot>;

/// Calls one member function of an object that its LoadedNative owns.
template <typename Hotspot, typename Member>
class NativeVariant final : public Variant {
 public:
  NativeVariant(NativeObject<Hotspot>& object, Member member) : object_(object), member_(member) {}

  [[nodiscard]] Answer answer() override {
    reset();
    return to_answer((object_.*member_)());
  }
  [[nodiscard]] bool needs_reset() const override { return Resettable<Hotspot>; }
  void reset() override {
    if constexpr (Resettable<Hotspot>) object_.reset();
  }

  /// The result is destroyed inside the loop: freeing what a variant made is part of its cost. The call goes through
  /// a pointer the compiler cannot see through, so that no work moves out of the loop.
  void run(benchmark::State& state) override {
    failure_.clear();
    try {
      for (auto _ : state) {
        auto result = (object_.*member_)();
        benchmark::DoNotOptimize(result);
      }
    } catch (const std::exception& error) {
      fail(state, error.what());
    } catch (...) {
      fail(state, "threw something that is not a std::exception");
    }
  }

  [[nodiscard]] std::string failure() const override { return failure_; }

 private:
  void fail(benchmark::State& state, std::string_view cause) {
    failure_ = cause;
    state.SkipWithError(failure_.c_str());
  }

  NativeObject<Hotspot>& object_;
  Member member_;
  std::string failure_;
};

template <typename Hotspot, typename Member>
[[nodiscard]] std::unique_ptr<Variant> bound_variant(NativeObject<Hotspot>& object, const Member& member) {
  if constexpr (std::same_as<Member, Absent>) {
    return std::make_unique<AbsentVariant>(member.reason);
  } else {
    return std::make_unique<NativeVariant<Hotspot, Member>>(object, member);
  }
}

/// A hotspot that asks for nothing has a constructor that takes the size alone.
template <typename Hotspot>
[[nodiscard]] Hotspot make_native(std::uint64_t size, const Surroundings& surroundings) {
  if constexpr (std::is_constructible_v<Hotspot, std::uint64_t, const Surroundings&>) {
    return Hotspot(size, surroundings);
  } else {
    return Hotspot(size);
  }
}

/// The object that setup made and its variants, in the order they were described.
template <typename Hotspot>
class LoadedNative final : public LoadedHotspot {
 public:
  template <typename... Members>
  explicit LoadedNative(std::uint64_t size, const Surroundings& surroundings, Members... members)
      : object_(make_native<Hotspot>(size, surroundings)) {
    (variants_.push_back(bound_variant<Hotspot>(object_, members)), ...);
  }

  [[nodiscard]] std::span<const std::unique_ptr<Variant>> variants() override { return variants_; }

 private:
  NativeObject<Hotspot> object_;
  std::vector<std::unique_ptr<Variant>> variants_;
};

/// Puts a class and its variants together; `info` says everything but the variants.
template <typename Hotspot, typename... Members>
[[nodiscard]] NativeHotspot native_hotspot(HotspotInfo info, const NativeMember<Members>&... members) {
  (info.variants.push_back(members.info), ...);
  info.parallel = info.parallel || info.needs_server;
  NativeHotspot made{std::move(info),
                     [... function = members.member](
                         std::uint64_t size, const Surroundings& surroundings) -> std::unique_ptr<LoadedHotspot> {
                       return std::make_unique<LoadedNative<Hotspot>>(size, surroundings, function...);
                     }};
  if constexpr (Preparing<Hotspot>) made.fill = &Hotspot::prepare;
  return made;
}

}  // namespace greenbench
