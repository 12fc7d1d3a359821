#include "harness/processes/worker_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <optional>

#include "harness/command_line/failure.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

/// A folder to make folders in, removed at the end.
class WorkerFolderTest : public ::testing::Test {
 protected:
  WorkerFolderTest() {
    std::string pattern = ::testing::TempDir() + "worker-folder-test-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"cannot make " + pattern};
    parent_ = pattern;
  }
  ~WorkerFolderTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(parent_, ignored);
  }

  [[nodiscard]] std::ptrdiff_t entries() const {
    return std::distance(std::filesystem::directory_iterator{parent_}, std::filesystem::directory_iterator{});
  }

  /// What a process leaves that is killed while its folder holds a file.
  [[nodiscard]] std::filesystem::path abandoned() const {
    if (fork() == 0) {
      const WorkerFolder folder{parent_};
      std::ofstream(folder.path() / "rows.sqlite3") << "rows";
      std::raise(SIGKILL);
    }
    wait(nullptr);
    return std::filesystem::directory_iterator {
      parent_
      } -> path();
  }

  std::filesystem::path parent_;
};

TEST_F(WorkerFolderTest, IsEmptyPrivateAndGoneAtTheEnd) {
  std::filesystem::path path;
  {
    const WorkerFolder folder{parent_};
    path = folder.path();
    EXPECT_TRUE(std::filesystem::is_empty(path));
    EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms::owner_all);
    EXPECT_EQ(path.parent_path(), parent_);
    std::filesystem::create_directories(path / "a" / "b");
    std::ofstream(path / "a" / "b" / "file") << "text";
  }
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_EQ(entries(), 0);
}

TEST_F(WorkerFolderTest, LeavesTheFoldersOfThoseThatLiveAlone) {
  const WorkerFolder one{parent_};
  std::ofstream(one.path() / "file") << "text";
  const WorkerFolder two{parent_};
  EXPECT_NE(one.path(), two.path());
  EXPECT_TRUE(std::filesystem::exists(one.path() / "file"));
  EXPECT_EQ(entries(), 2);
}

TEST_F(WorkerFolderTest, HasANameOfTheSameLengthEachTime) {
  const WorkerFolder one{parent_};
  const WorkerFolder two{parent_};
  EXPECT_EQ(one.path().string().size(), two.path().string().size());
}

TEST_F(WorkerFolderTest, RemovesWhatAKilledProcessLeft) {
  const std::filesystem::path left = abandoned();
  EXPECT_TRUE(std::filesystem::exists(left / "rows.sqlite3"));
  const WorkerFolder folder{parent_};
  EXPECT_FALSE(std::filesystem::exists(left));
  EXPECT_EQ(entries(), 1);
}

TEST_F(WorkerFolderTest, RemovesNothingElse) {
  const std::filesystem::path other = parent_ / "greenbench-test";
  std::filesystem::create_directory(other);
  std::filesystem::create_directory_symlink(other, parent_ / "greenbench-worker-linked");
  std::ofstream(parent_ / "greenbench-worker-file") << "text";
  std::ofstream(other / "file") << "text";
  { const WorkerFolder folder{parent_}; }
  EXPECT_TRUE(std::filesystem::exists(other / "file"));
  EXPECT_EQ(entries(), 3);
}

TEST_F(WorkerFolderTest, SaysWhereNoneCanBeMade) {
  EXPECT_THAT([&] { const WorkerFolder folder{parent_ / "missing"}; },
              ThrowsMessage<CannotMeasure>(::testing::AllOf(HasSubstr((parent_ / "missing").string()),
                                                            HasSubstr("No such file"), HasSubstr("TMPDIR"))));
}

/// TMPDIR as it is to be while a test runs.
class TemporaryVariable {
 public:
  explicit TemporaryVariable(const std::string& value) {
    if (const char* before = std::getenv("TMPDIR")) before_ = before;
    setenv("TMPDIR", value.c_str(), 1);
  }
  ~TemporaryVariable() { before_ ? setenv("TMPDIR", before_->c_str(), 1) : unsetenv("TMPDIR"); }
  TemporaryVariable(const TemporaryVariable&) = delete;
  TemporaryVariable& operator=(const TemporaryVariable&) = delete;

 private:
  std::optional<std::string> before_;
};

TEST_F(WorkerFolderTest, IsMadeWhereTheUserKeepsTemporaryFiles) {
  const TemporaryVariable variable{parent_.string()};
  EXPECT_EQ(parent_of_worker_folders(), parent_);
}

TEST_F(WorkerFolderTest, BlamesAWrongTmpdirByName) {
  const TemporaryVariable variable{(parent_ / "missing").string()};
  EXPECT_THAT([] { static_cast<void>(parent_of_worker_folders()); },
              ThrowsMessage<CannotMeasure>(HasSubstr((parent_ / "missing").string())));
}

}  // namespace
}  // namespace greenbench
