// The hotspots of this example, one function in each of its files.
#pragma once

#include <greenbench/hotspot.hpp>

greenbench::Hotspot membership();
greenbench::Hotspot sorting();
