# Turns a CSV file into a C++ function that returns its lines.
#
#   cmake -DTABLE=cpu_tdp.csv -DFUNCTION=cpu_tdp_lines -DHEADER=counters/tables/embedded_tables.hpp \
#         -DOUTPUT=cpu_tdp.cpp -P embed_table.cmake
file(READ ${TABLE} content)
string(REPLACE "\r" "" content "${content}")
string(REGEX REPLACE "\n+$" "" content "${content}")
string(REPLACE "\n" ")csv\"sv,\n      R\"csv(" content "${content}")
file(
  WRITE ${OUTPUT}
  "#include \"${HEADER}\"

namespace greenbench {

std::span<const std::string_view> ${FUNCTION}() {
  using namespace std::string_view_literals;
  static constexpr std::string_view lines[] = {
      R\"csv(${content})csv\"sv,
  };
  return lines;
}

}  // namespace greenbench
")
