#include "results/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <system_error>

#include "results/files/atomic_file.hpp"
#include "results/files/json.hpp"
#include "results/files/run_document.hpp"
#include "results/files/samples_csv.hpp"
#include "tests/results/example_report.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "greenbench-store-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{path_}, fs::directory_iterator{}));
  }

 private:
  fs::path path_;
};

/// Files may not grow beyond `bytes` while this lives: a write then fails as on a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  void (*handler_)(int);
  rlimit before_{};
};

// Opening a pipe that nobody writes to would wait for ever.
TEST(ReadFile, DoesNotWaitForAPipeOrADevice) {
  const Folder folder;
  ASSERT_EQ(mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
  EXPECT_THROW((void)read_file(folder.path() / "pipe"), DocumentError);
  EXPECT_THROW((void)read_file("/dev/zero"), DocumentError);
}

TEST(ReadFile, RefusesWhatIsLargerThanAnyRun) {
  const Folder folder;
  std::ofstream{folder.path() / "large"} << "x";
  std::filesystem::resize_file(folder.path() / "large", most_document_bytes);  // a hole: it takes no space
  EXPECT_THAT(
      [&] { (void)read_file(folder.path() / "large"); },
      ::testing::ThrowsMessage<DocumentError>(::testing::HasSubstr("large: 200 MB; only files below 200 MB are read")));
}

TEST(WriteFileAtomically, WritesAndReplaces) {
  const Folder folder;
  write_file_atomically(folder.path() / "a", "first");
  write_file_atomically(folder.path() / "a", "second");
  EXPECT_EQ(read_file(folder.path() / "a"), "second");
  EXPECT_EQ(folder.entries(), 1U);
}

TEST(WriteFileAtomically, ObeysTheUmask) {
  const Folder folder;
  const mode_t before = ::umask(027);
  write_file_atomically(folder.path() / "a", "x");
  ::umask(before);
  EXPECT_EQ(fs::status(folder.path() / "a").permissions(), fs::perms{0640});
}

TEST(WriteFileAtomically, KeepsTheOldFileWhenTheDiskIsFull) {
  const Folder folder;
  const fs::path path = folder.path() / "run.json";
  write_file_atomically(path, "old");
  const std::string large(100'000, 'x');
  try {
    const FileSizeLimit limit{4096};
    write_file_atomically(path, large);
    FAIL() << "wrote more than the limit";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), EFBIG);
    EXPECT_THAT(error.what(), StartsWith(path.string() + ": cannot write"));
  }
  EXPECT_EQ(read_file(path), "old");
  EXPECT_EQ(folder.entries(), 1U);
}

TEST(WriteFileAtomically, LeavesNothingWhenItCannotReplace) {
  const Folder folder;
  const fs::path path = folder.path() / "report.md";
  fs::create_directory(path);
  EXPECT_THROW(write_file_atomically(path, "x"), std::system_error);
  EXPECT_EQ(folder.entries(), 1U);
}

TEST(WriteFileAtomically, NamesThePathWhoseFolderIsMissing) {
  const Folder folder;
  const fs::path path = folder.path() / "missing" / "a";
  try {
    write_file_atomically(path, "x");
    FAIL() << "wrote into a missing folder";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), ENOENT);
    EXPECT_THAT(error.what(), StartsWith(path.string()));
  }
}

TEST(WriteFileAtomically, StepsOverWhatAKilledProcessLeft) {
  const Folder folder;
  const std::string leftover = ".a." + std::to_string(::getpid()) + ".0.tmp";
  write_file_atomically(folder.path() / leftover, "half");
  write_file_atomically(folder.path() / "a", "whole");
  EXPECT_EQ(read_file(folder.path() / "a"), "whole");
  EXPECT_EQ(read_file(folder.path() / leftover), "half");
}

TEST(RewriteFileAtomically, KeepsThePermissions) {
  const Folder folder;
  const fs::path path = folder.path() / "page.md";
  write_file_atomically(path, "old");
  fs::permissions(path, fs::perms{0751});
  rewrite_file_atomically(path, "new");
  EXPECT_EQ(read_file(path), "new");
  EXPECT_EQ(fs::status(path).permissions(), fs::perms{0751});
  EXPECT_EQ(folder.entries(), 1U);
}

TEST(RewriteFileAtomically, FollowsASymbolicLink) {
  const Folder folder;
  fs::create_directory(folder.path() / "real");
  write_file_atomically(folder.path() / "real" / "page.md", "old");
  fs::create_symlink("real/page.md", folder.path() / "link.md");
  rewrite_file_atomically(folder.path() / "link.md", "new");
  EXPECT_TRUE(fs::is_symlink(folder.path() / "link.md"));
  EXPECT_EQ(read_file(folder.path() / "real" / "page.md"), "new");
}

TEST(RewriteFileAtomically, MakesNoFileThatWasNotThere) {
  const Folder folder;
  EXPECT_THROW(rewrite_file_atomically(folder.path() / "page.md", "new"), std::system_error);
  EXPECT_EQ(folder.entries(), 0U);
}

TEST(SaveRun, LoadsAgainFromFolderAndFromDocument) {
  const Folder folder;
  const testing::Example example = testing::measured_example();
  save_run(folder.path(), example.report, example.run);
  EXPECT_EQ(folder.entries(), 3U);
  for (const fs::path& where : {folder.path(), folder.path() / "run.json"}) {
    const greenbench::Run again = load_run(where);
    EXPECT_EQ(run_document(example.report, again), run_document(example.report, example.run));
    EXPECT_EQ(samples_csv(again), samples_csv(example.run));
    EXPECT_EQ(again.hotspots[0].rounds[0].samples.size(), 27U);
  }
}

TEST(SaveRun, SurvivesBytesThatAreNotUtf8) {
  const Folder folder;
  testing::Example example = testing::measured_example();
  example.run.hotspots[1].failure->detail = "last words \xFF\xFE";
  save_run(folder.path(), example.report, example.run);
  EXPECT_EQ(load_run(folder.path()).hotspots[1].failure->detail, "last words \xEF\xBF\xBD\xEF\xBF\xBD");
}

std::string load_error(const fs::path& where) {
  try {
    (void)load_run(where);
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "no error";
}

TEST(LoadRun, NamesTheFileThatIsMissing) {
  const Folder folder;
  EXPECT_EQ(load_error(folder.path()),
            (folder.path() / "run.json").string() + ": cannot read it: No such file or directory");
  const testing::Example example = testing::estimated_example();
  write_file_atomically(folder.path() / "run.json", run_document(example.report, example.run));
  EXPECT_EQ(load_error(folder.path()),
            (folder.path() / "samples.csv").string() + ": cannot read it: No such file or directory");
}

TEST(LoadRun, SaysHowToContinueAnInterruptedRun) {
  const Folder folder;
  write_file_atomically(folder.path() / "journal.jsonl", "{}\n");
  EXPECT_THAT(load_error(folder.path()), HasSubstr("`greenbench resume " + folder.path().string() + "` continues it"));
}

TEST(LoadRun, NamesTheFileThatIsBroken) {
  const Folder folder;
  const testing::Example example = testing::estimated_example();
  save_run(folder.path(), example.report, example.run);
  write_file_atomically(folder.path() / "samples.csv", "suite,hotspot\n");
  EXPECT_THAT(load_error(folder.path()), StartsWith((folder.path() / "samples.csv").string() + ":1: the column"));
  write_file_atomically(folder.path() / "run.json", "{");
  EXPECT_THAT(load_error(folder.path()), StartsWith((folder.path() / "run.json").string() + ":1:2: not valid JSON"));
}

}  // namespace
}  // namespace greenbench
