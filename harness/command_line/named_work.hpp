// What a word without a flag names: a suite, a hotspot or a file of hotspots.
//
//   kind_of_name("strings");          // NameKind::suite
//   kind_of_name("strings/build");    // NameKind::hotspot, and so is every pattern
//   kind_of_name("mine.py");          // NameKind::file, and so is "libmine.so"
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace greenbench {

enum class NameKind { suite, hotspot, file };

/// By its spelling alone: whether there is such a suite, hotspot or file is for others to say.
[[nodiscard]] NameKind kind_of_name(std::string_view name);

/// "all" and the suites that come with the program.
[[nodiscard]] std::vector<std::string> bundled_suites();

/// Whether `greenbench NAME` can only mean `greenbench run NAME`: a suite that comes with the program, a hotspot of
/// one, or a file of hotspots.
[[nodiscard]] bool names_work(std::string_view name);

}  // namespace greenbench
