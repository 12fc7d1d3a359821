#include "harness/controller/trust.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "harness/command_line/failure.hpp"

namespace greenbench {
namespace {

class TrustTest : public testing::Test {
 protected:
  TrustTest() {
    std::string pattern = testing::TempDir() + "trustXXXXXX";
    home_ = mkdtemp(pattern.data());
    folder_ = home_ / "run";
    std::filesystem::create_directories(folder_);
    std::ofstream{folder_ / "journal.jsonl"} << "\n";
    std::ofstream{home_ / "mine.py"} << "\n";
    installation_ = {.program = {"/usr/bin/greenbench"}, .data_folder = home_ / "share", .python = "/usr/bin/python3"};
    run_.environment = {{"python_executable", "/usr/bin/python3"}};
    run_.plan.sysfs = "/sys";
    run_.plan.procfs = "/proc";
    run_.plan.devfs = "/dev";
    run_.plan.hotspots = {planned("strings/build", home_ / "share/workloads/strings/build.py"),
                          planned("mine/sum", home_ / "mine.py"), planned("numeric/sum", {})};
  }
  ~TrustTest() override { std::filesystem::remove_all(home_); }

  static PlannedHotspot planned(const std::string& id, const std::filesystem::path& file) {
    PlannedHotspot hotspot;
    hotspot.id = id;
    hotspot.file = file.string();
    return hotspot;
  }

  /// What is said against it; empty when it is trusted.
  [[nodiscard]] std::string objection() const {
    try {
      refuse_strangers(folder_, run_, installation_, roots_);
      return {};
    } catch (const UsageError& error) {
      return error.what();
    }
  }

  std::filesystem::path home_;
  std::filesystem::path folder_;
  Installation installation_;
  greenbench::Run run_;
  FileRoots roots_;
};

TEST_F(TrustTest, OnesOwnRunIsTrusted) {
  EXPECT_EQ(objection(), "");
}

TEST_F(TrustTest, AnotherInterpreterIsNot) {
  run_.environment = {{"python_executable", "/home/stranger/python3"}};
  EXPECT_THAT(objection(), testing::HasSubstr("begun with the Python /home/stranger/python3, and this program uses "
                                              "/usr/bin/python3; continue it with --trust"));
}

TEST_F(TrustTest, OtherRootsAreNot) {
  run_.plan.procfs = "/tmp/proc";
  EXPECT_THAT(objection(), testing::HasSubstr("below /tmp/proc instead of /proc"));
  roots_.procfs = "/tmp/proc";
  EXPECT_EQ(objection(), "");
}

TEST_F(TrustTest, AFileThatCameWithTheFolderIsNot) {
  std::ofstream{folder_ / "evil.py"} << "\n";
  run_.plan.hotspots.push_back(planned("mine/evil", home_ / "share/../run/evil.py"));
  EXPECT_THAT(objection(), testing::HasSubstr("evil.py, which lies in it"));
}

TEST_F(TrustTest, WhatAnotherUserOwnsIsNot) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root to give files away";
  constexpr uid_t stranger = 4711;
  ASSERT_EQ(chown((home_ / "mine.py").c_str(), stranger, stranger), 0);
  EXPECT_THAT(objection(), testing::HasSubstr("mine.py, which is another user's"));
  ASSERT_EQ(chown((home_ / "mine.py").c_str(), 0, 0), 0);
  ASSERT_EQ(chown(folder_.c_str(), stranger, stranger), 0);
  EXPECT_THAT(objection(), testing::HasSubstr("it is another user's"));
}

}  // namespace
}  // namespace greenbench
