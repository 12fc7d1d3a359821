// A library that does not define greenbench::hotspots().
#include "greenbench/hotspot.hpp"
