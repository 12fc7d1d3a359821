#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "harness/command_line/failure.hpp"
#include "harness/command_line/utf8_path.hpp"
#include "harness/revisions/old_tree.hpp"
#include "harness/revisions/pair_hotspots.hpp"
#include "harness/revisions/repository.hpp"
#include "results/model/planned_hotspot.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

/// A repository of one commit in a temporary folder, with HEAD~0 to compare with.
class ToyRepository : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(top_);
    fs::create_directories(top_ / "bench");
    top_ = fs::canonical(top_);
    std::ofstream{top_ / "bench" / "mine.py"} << "# old\n";
    git("init --quiet --initial-branch=main");
    git("add --all");
    git("-c user.name=Somebody -c user.email=s@example.org commit --quiet --message first");
    options_.against = "main";
    options_.files = {top_ / "bench" / "mine.py"};
  }
  void TearDown() override { fs::remove_all(top_); }

  void git(const std::string& words) const {
    const std::string command = "env -u GIT_DIR git -C '" + top_.string() + "' " + words;
    ASSERT_EQ(std::system(command.c_str()), 0) << command;  // NOLINT(concurrency-mt-unsafe)
  }

  /// A hotspot of the file with these variants, each a baseline of its language or not.
  [[nodiscard]] PlannedHotspot planned(const std::string& id, const std::vector<PlannedVariant>& variants) const {
    PlannedHotspot hotspot;
    hotspot.id = id;
    hotspot.file = (top_ / "bench" / "mine.py").string();
    hotspot.variants = variants;
    return hotspot;
  }

  static HotspotCatalog old_catalog(const OldTree& old, const std::string& id,
                                    const std::vector<VariantInfo>& variants) {
    HotspotInfo info;
    info.id = id;
    info.file = (old.top() / "bench" / "mine.py").string();
    info.variants = variants;
    HotspotCatalog catalog;
    catalog.entries.push_back({info, true, {}});
    return catalog;
  }

  fs::path top_ = fs::path{::testing::TempDir()} / ("greenbench-toy-" + std::to_string(getpid()));
  RunOptions options_;
  Interrupt interrupt_;
};

TEST_F(ToyRepository, KnowsBothRevisions) {
  const Revisions clean = find_revisions(top_ / "bench", "main", "make");
  EXPECT_EQ(clean.repository, top_.string());
  EXPECT_EQ(clean.old_commit, clean.new_commit);
  EXPECT_EQ(clean.old_commit.size(), 40U);
  EXPECT_FALSE(clean.dirty);
  std::ofstream{top_ / "new.txt"} << "new\n";
  EXPECT_TRUE(find_revisions(top_, "main", {}).dirty);
  EXPECT_THROW(static_cast<void>(find_revisions(top_, "nowhere", {})), UsageError);
  EXPECT_THROW(static_cast<void>(find_revisions("/", "main", {})), UsageError);
  EXPECT_EQ(find_revisions(top_ / "build" / "libmine.so", "main", "make").repository, top_.string())
      << "the build makes it";
}

TEST_F(ToyRepository, TheOldTreeHasTheOldFilesAndIsGoneAfterwards) {
  std::ofstream{top_ / "bench" / "mine.py"} << "# new\n";
  fs::path folder;
  {
    const auto old = open_old_tree(options_, top_, interrupt_);
    folder = old->top();
    std::string line;
    std::getline(std::ifstream{old->counterpart(top_ / "bench" / "mine.py")}, line);
    EXPECT_EQ(line, "# old");
    EXPECT_EQ(old->counterpart(top_), old->top());
    EXPECT_EQ(old->counterpart("/etc/passwd"), "/etc/passwd");
    EXPECT_EQ(old->counterpart(top_ / "bench" / ".." / "bench"), old->top() / "bench");
  }
  EXPECT_FALSE(fs::exists(folder.parent_path()));
  EXPECT_FALSE(fs::exists(top_ / ".git" / "worktrees"));
}

TEST_F(ToyRepository, WithoutAReferenceThereIsNoOldTree) {
  options_.against.reset();
  EXPECT_EQ(open_old_tree(options_, top_, interrupt_), nullptr);
  options_.build = "make";
  EXPECT_THROW(static_cast<void>(open_old_tree(options_, top_, interrupt_)), UsageError);
}

TEST_F(ToyRepository, EachNameOfAVariantBecomesAHotspotOfOldAndNew) {
  const auto old = open_old_tree(options_, top_, interrupt_);
  Plan plan;
  plan.hotspots = {planned("mine/build", {{.id = {"python", "join"}, .baseline = true},
                                          {.id = {"python", "new"}},
                                          {.id = {"cpp", "join"}, .baseline = true}}),
                   planned("control/aa", {{.id = {"python", "one"}, .baseline = true}})};
  pair_with_old(
      plan, old_catalog(*old, "mine/build", {{"python", "join", true, {}, {}}, {"cpp", "join", true, {}, {}}}), *old);
  ASSERT_EQ(plan.hotspots.size(), 2U);
  EXPECT_EQ(plan.hotspots[1].id, "control/aa");
  const PlannedHotspot& pair = plan.hotspots[0];
  EXPECT_EQ(pair.id, "mine/build/join");
  std::vector<std::string> ids;
  for (const PlannedVariant& variant : pair.variants) ids.push_back(variant.id.text() + (variant.baseline ? "*" : ""));
  EXPECT_THAT(ids, ElementsAre("python:join@main*", "python:join", "cpp:join@main*", "cpp:join"));
  EXPECT_EQ(pair.variants[0].source->file, (old->top() / "bench" / "mine.py").string());
  EXPECT_EQ(pair.variants[0].source->revision.folder, old->top().string());
  EXPECT_EQ(pair.variants[1].source->hotspot, "mine/build");
  EXPECT_TRUE(is_of_old_revision(pair.variants[0]));
  EXPECT_FALSE(is_of_old_revision(pair.variants[1]));
  EXPECT_EQ(plan.notes.front(), "mine/build: main has no python:new");
  EXPECT_EQ(plan.revisions->reference, "main");
}

TEST_F(ToyRepository, WhereTheOldRevisionHasNothingThereIsNothingToMeasure) {
  const auto old = open_old_tree(options_, top_, interrupt_);
  Plan plan;
  plan.hotspots = {planned("mine/build", {{.id = {"python", "join"}, .baseline = true}})};
  EXPECT_THROW(pair_with_old(plan, {}, *old), CannotMeasure);
  plan.hotspots = {planned("strings/build", {{.id = {"python", "join"}, .baseline = true}})};
  plan.hotspots.front().file = "/usr/share/greenbench/build.py";
  EXPECT_THROW(pair_with_old(plan, {}, *old), UsageError);
}

TEST(Revisions, NeedFilesAndNoOtherBaseline) {
  RunOptions options;
  EXPECT_NO_THROW(refuse_what_has_no_revision(options));
  options.against = "main";
  EXPECT_THROW(refuse_what_has_no_revision(options), UsageError);
  options.files = {"mine.py"};
  EXPECT_NO_THROW(refuse_what_has_no_revision(options));
}

TEST(Revisions, AreBelowAFolderByWholeNames) {
  EXPECT_TRUE(lies_below("/a/b/c", "/a/b"));
  EXPECT_TRUE(lies_below("/a/b", "/a/b"));
  EXPECT_FALSE(lies_below("/a/bc", "/a/b"));
  EXPECT_FALSE(lies_below("/a", "/a/b"));
}

}  // namespace
}  // namespace greenbench
