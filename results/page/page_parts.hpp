// The style and the script of the HTML report, which become part of the program: a page needs no file beside it.
//
//   text += fmt::format("<style>{}</style>", page_style());
//   text += fmt::format("<script>{}</script>", page_script());
#pragma once

#include <string_view>

namespace greenbench {

[[nodiscard]] std::string_view page_style();
[[nodiscard]] std::string_view page_script();

}  // namespace greenbench
