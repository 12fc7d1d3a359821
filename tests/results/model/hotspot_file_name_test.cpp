#include "results/model/hotspot_file_name.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

TEST(HotspotFileName, IsThatOfALibraryWithOrWithoutItsVersion) {
  for (const char* name : {"mine.so", "libmine.so", "/home/me/libmine.so.1", "libmine.so.1.2.30"}) {
    EXPECT_TRUE(is_library_name(name)) << name;
    EXPECT_TRUE(is_hotspot_file_name(name)) << name;
  }
}

TEST(HotspotFileName, IsNotThatOfALibraryForSoSomewhereElse) {
  for (const char* name : {"", "so", "mine.sort", "mine.so.old", "mine.so1", "a.so/mine", "mine.so.py"}) {
    EXPECT_FALSE(is_library_name(name)) << name;
  }
}

TEST(HotspotFileName, IsThatOfAPythonFile) {
  EXPECT_TRUE(is_hotspot_file_name("folder/mine.py"));
  EXPECT_FALSE(is_hotspot_file_name("strings"));
  EXPECT_FALSE(is_hotspot_file_name("strings/*"));
}

}  // namespace
}  // namespace greenbench
