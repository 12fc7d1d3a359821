// What passes between greenbench and a shared library of hotspots: plain C types and function pointers, so that neither
// side depends on the other's compiler or standard library. Write hotspots with greenbench/hotspot.hpp, which fills all
// of this in.
//
//   std::uint32_t version = greenbench_hotspot_abi_version();   // asked first; the rest is read if it is abi::version
//   Outcome outcome = greenbench_hotspot_library(&library, &complaint);
//   library.release(library.owner);
#pragma once

#include <cstdint>

namespace greenbench::hotspot_abi {

/// Rises with every change of this file but for its comments. A library of another version is not used.
inline constexpr std::uint32_t version = 1;

/// How a call into a library ended. No exception leaves it.
enum class Outcome : std::int32_t {
  done = 0,
  failed = 1,         ///< the reason has been handed to the Complaint
  out_of_memory = 2,  ///< std::bad_alloc
};

/// Not ended by a zero byte. Whoever hands it over keeps it; `bytes` may be null where `size` is 0.
struct Text {
  const char* bytes;
  std::uint64_t size;
};

/// greenbench's: takes the reason of a failure, which it copies.
struct Complaint {
  void* context;
  void (*say)(void* context, Text reason);
};

enum class Container : std::int32_t { list = 0, set = 1, map = 2 };

/// greenbench's: takes the result of a variant, piece by piece. Between open() and close() stand the elements; those of
/// a map are a key and its value by turns. A set and a map may come in any order. None of these throws.
struct AnswerWriter {
  void* context;
  void (*nothing)(void* context);
  void (*boolean)(void* context, std::uint8_t value);
  void (*integer)(void* context, std::int64_t value);
  void (*real)(void* context, double value);
  void (*text)(void* context, Text value);
  void (*reals)(void* context, const double* values, std::uint64_t count);  ///< a list of real numbers
  void (*open)(void* context, Container kind);
  void (*close)(void* context);
};

/// What a hotspot is set up with.
struct Setup {
  std::uint64_t size;  ///< n
  Text server_url;     ///< "http://127.0.0.1:41234"; empty unless the hotspot needs the local server
  Text prepared;       ///< the folder that prepare() has filled; empty where there is no prepare()
};

/// One implementation. `self` is handed back to each of its functions.
struct Variant {
  Text name;
  std::uint32_t is_baseline;
  std::uint32_t has_max_size;
  std::uint64_t max_size;
  Text max_size_reason;
  Text not_available;  ///< why it cannot run here; empty when it can
  const void* self;
  /// Sets the variant itself up on the hotspot's object, once, and gives what the functions below get. May be null:
  /// then they get the hotspot's object.
  Outcome (*set_up)(const void* self, void* object, void** target, const Complaint* complaint);
  /// One call, as it is measured: its result is destroyed before it returns.
  Outcome (*call)(const void* self, void* target, const Complaint* complaint);
  /// One call whose result is written.
  Outcome (*answer)(const void* self, void* target, const AnswerWriter* writer, const Complaint* complaint);
  /// Restores what a call changes. May be null.
  Outcome (*reset)(const void* self, void* target, const Complaint* complaint);
};

/// One task with its variants.
struct Hotspot {
  Text id;  ///< "suite/name"
  Text description;
  std::uint64_t default_size;
  std::uint64_t article_size;
  const std::uint64_t* sizes;
  std::uint64_t size_count;
  double relative_tolerance;
  std::uint32_t is_parallel;
  std::uint32_t needs_server;
  const Variant* variants;
  std::uint64_t variant_count;
  const void* self;
  /// Makes the object that the variants work on.
  Outcome (*set_up)(const void* self, const Setup* setup, void** object, const Complaint* complaint);
  /// Destroys it, and what the variants' set_up() has made.
  void (*tear_down)(const void* self, void* object);
  /// Makes once per run, in an empty folder, what is costly to make. May be null.
  Outcome (*prepare)(const void* self, Text folder, std::uint64_t size, const Complaint* complaint);
};

/// All hotspots of a library, until release() is called with its owner.
struct Library {
  void* owner;
  const Hotspot* hotspots;
  std::uint64_t hotspot_count;
  std::uint32_t is_optimised;  ///< whether the compiler was told to optimise
  Text compiler;               ///< "GNU 12.2.0"
  void (*release)(void* owner);
};

/// The two functions that a library exports, by name and by type.
inline constexpr const char* version_function = "greenbench_hotspot_abi_version";
inline constexpr const char* library_function = "greenbench_hotspot_library";
using VersionFunction = std::uint32_t (*)();
using LibraryFunction = Outcome (*)(Library* library, const Complaint* complaint);

}  // namespace greenbench::hotspot_abi
