// Where the Python side of hotspots is: what the program asks of a hotspot file's classes.
//
//   py::module_::import(definition_module).attr("set_up");
#pragma once

namespace greenbench {

/// python/greenbench/hotspots/definition.py
inline constexpr const char* definition_module = "greenbench.hotspots.definition";

}  // namespace greenbench
