#include "counters/system/kept_files.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

namespace greenbench {
namespace {

OpenedFile refused(int error = EACCES) {
  return {FileDescriptor{}, {error, std::generic_category()}};
}

class KeptFilesTest : public ::testing::Test {
 protected:
  KeptFilesTest() { std::ofstream{path_} << "4711\n"; }
  ~KeptFilesTest() override { std::filesystem::remove(path_); }

  const std::filesystem::path path_ = ::testing::TempDir() + "kept_files_test-" + std::to_string(getpid());
};

TEST_F(KeptFilesTest, WhatWasOpenedWhileKeepingIsThereWhenItIsForbiddenLater) {
  {
    const KeepFiles keeping;
    EXPECT_FALSE(open_counter(path_).error);
  }
  for (const int error : {EACCES, EPERM}) {
    const OpenedFile again = kept_if_forbidden(path_.string(), refused(error));
    ASSERT_FALSE(again.error);
    EXPECT_EQ(read_number(again.descriptor).value, 4711U);
  }
  EXPECT_EQ(kept_if_forbidden(path_.string(), refused(ENOENT)).error, std::errc::no_such_file_or_directory);
  EXPECT_EQ(kept_if_forbidden("another", refused()).error, std::errc::permission_denied);
}

TEST_F(KeptFilesTest, NothingIsKeptOtherwise) {
  EXPECT_FALSE(open_counter(path_).error);
  EXPECT_EQ(kept_if_forbidden(path_.string(), refused()).error, std::errc::permission_denied);
}

TEST_F(KeptFilesTest, WhatEverybodyMayOpenIsLetGo) {
  {
    const KeepFiles keeping;
    EXPECT_FALSE(open_counter(path_).error);
  }
  EXPECT_FALSE(open_counter(path_).error);
  EXPECT_EQ(kept_if_forbidden(path_.string(), refused()).error, std::errc::permission_denied);
}

TEST_F(KeptFilesTest, ACopyIsClosedWhenAnotherProgramRuns) {
  {
    const KeepFiles keeping;
    EXPECT_FALSE(open_counter(path_).error);
  }
  const OpenedFile again = kept_if_forbidden(path_.string(), refused());
  EXPECT_EQ(fcntl(again.descriptor.get(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
}

}  // namespace
}  // namespace greenbench
