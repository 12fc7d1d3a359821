# Turns the style and the script of the HTML report into C++ functions.
#
#   cmake -DFOLDER=results/page -DOUTPUT=page_parts.cpp -P embed_page.cmake
file(READ ${FOLDER}/page.css style)
file(READ ${FOLDER}/page.js script)
file(
  WRITE ${OUTPUT}
  "#include \"results/page/html_text.hpp\"

namespace greenbench {

std::string_view page_style() {
  return R\"page(${style})page\";
}

std::string_view page_script() {
  return R\"page(${script})page\";
}

}  // namespace greenbench
")
