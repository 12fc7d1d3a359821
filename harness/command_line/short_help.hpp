// What the program says to somebody who typed its name alone.
#pragma once

#include <string_view>

namespace greenbench {

constexpr std::string_view short_help =
    "greenbench measures the energy, time and power of competing implementations.\n"
    "\n"
    "  greenbench doctor               what can be measured here, and why not the rest\n"
    "  greenbench list                 suites and hotspots\n"
    "  greenbench run strings --quick  a preview of a suite, in about a minute\n"
    "  greenbench run mine.py          the hotspots of your own Python file\n"
    "  greenbench report               the newest saved run again\n"
    "  greenbench compare OLD NEW      what changed between two saved runs\n"
    "\n"
    "Every command and flag: greenbench --help, greenbench help run\n";

}  // namespace greenbench
