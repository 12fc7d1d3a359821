// Hotspots that have their lazy results consumed, and those that prepare what setup() opens.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workloads/benchmark_run.hpp"
#include "tests/workloads/python_fixture.hpp"

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

class PythonConsume : public PythonTest {
 protected:
  std::unique_ptr<LoadedHotspot> load(std::string_view consume, std::string_view class_body) {
    const auto file =
        write("one.py", fmt::format("import collections\nfrom greenbench import baseline, hotspot, variant\n"
                                    "done = 0\n"
                                    "def work():\n    global done\n"
                                    "    for i in range(3):\n        done += 1\n        yield i\n\n"
                                    "@hotspot('test/one', default_size=1, consume={})\nclass One:\n{}",
                                    consume, class_body));
    return runtime().load(file, "test/one", 1);
  }
};

constexpr std::string_view lazy_and_done = R"(
    @baseline
    def lazy(self): return work()
    @variant
    def so_far(self): return [done]
)";

TEST_F(PythonConsume, TheAnswerIsWhatWasConsumed) {
  EXPECT_EQ(describe(load("list", lazy_and_done)->variants()[0]->answer()),
            "list of 3 elements: integer 0, integer 1, integer 2");
}

TEST_F(PythonConsume, TheWorkIsDoneInTheTimedLoop) {
  const auto hotspot = load("list", lazy_and_done);
  run_iterations(*hotspot->variants()[0], 5);
  EXPECT_EQ(hotspot->variants()[0]->failure(), "");
  EXPECT_EQ(describe(hotspot->variants()[1]->answer()), "list of 1 elements: integer 15");
}

TEST_F(PythonConsume, ABoundMethodConsumesToo) {
  const auto hotspot = load("collections.deque(maxlen=0).extend", lazy_and_done);
  EXPECT_EQ(describe(hotspot->variants()[0]->checked_answer()), "nothing");
}

TEST_F(PythonConsume, ItIsCalledBeforeCheck) {
  const auto hotspot = load("list", std::string{lazy_and_done} + "    def check(self, result): return len(result)\n");
  EXPECT_EQ(describe(hotspot->variants()[0]->answer()), "integer 3");
}

TEST_F(PythonConsume, WhatItLeavesLazyIsRefused) {
  const auto hotspot = load("iter", lazy_and_done);
  EXPECT_THROW((void)hotspot->variants()[0]->answer(), UnfitVariant);
}

TEST_F(PythonConsume, EndsTheLoopWhenEitherFails) {
  const auto hotspot = load("len",
                            "    @baseline\n    def number(self): return 5\n"
                            "    @variant\n    def raising(self): raise ValueError('no result')\n");
  run_iterations(*hotspot->variants()[0], 2);
  EXPECT_THAT(hotspot->variants()[0]->failure(), HasSubstr("object of type 'int' has no len()"));
  run_iterations(*hotspot->variants()[1], 2);
  EXPECT_THAT(hotspot->variants()[1]->failure(), HasSubstr("ValueError: no result"));
}

class PythonPrepare : public PythonTest {
 protected:
  std::filesystem::path prepare(std::string_view class_body, std::uint64_t size) {
    file_ = write_hotspot("one.py", class_body);
    runtime().prepare(file_, "test/one", size, folder() / "prepared");
    return folder() / "prepared";
  }
  std::unique_ptr<LoadedHotspot> load(const Surroundings& surroundings) {
    return runtime().load(file_, "test/one", 1, surroundings);
  }

 private:
  std::filesystem::path file_;
};

constexpr std::string_view reading = R"(
    @baseline
    def text(self): return self.text_of_file
    def setup(self, n): self.text_of_file = (self.prepared / "made").read_text()
)";

TEST_F(PythonPrepare, WhatItMakesIsThereAtEverySetup) {
  const auto made = prepare(std::string{reading} +
                                "    @staticmethod\n"
                                "    def prepare(folder, n): (folder / 'made').write_text(f'made for {n}')\n",
                            7);
  for (int again = 0; again < 2; ++again) {
    const auto hotspot = load({.prepared = made});
    EXPECT_EQ(describe(hotspot->variants()[0]->answer()), "text of 10 bytes \"made for 7\"");
  }
  EXPECT_THAT([&] { (void)load({}); }, ThrowsMessage<std::runtime_error>(HasSubstr("needs what its prepare() makes")));
}

TEST_F(PythonPrepare, ItMayBelongToTheClass) {
  const auto made = prepare(std::string{reading} +
                                "    @classmethod\n"
                                "    def prepare(cls, folder, n): (folder / 'made').write_text(cls.__name__)\n",
                            7);
  EXPECT_EQ(describe(load({.prepared = made})->variants()[0]->answer()), "text of 3 bytes \"One\"");
}

TEST_F(PythonPrepare, AHotspotWithoutItGetsNoFolder) {
  const auto made = prepare("    @baseline\n    def one(self): return hasattr(self, 'prepared')\n", 7);
  EXPECT_FALSE(std::filesystem::exists(made));
  EXPECT_EQ(describe(load({.prepared = made})->variants()[0]->answer()), "false");
}

TEST_F(PythonPrepare, AFailureHasItsTraceback) {
  EXPECT_THAT(
      [&] {
        prepare(
            "    @staticmethod\n    def prepare(folder, n): raise OSError('disk full')\n"
            "    @baseline\n    def one(self): ...\n",
            1);
      },
      ThrowsMessage<std::runtime_error>(AllOf(HasSubstr("in prepare"), HasSubstr("OSError: disk full"))));
}

}  // namespace
}  // namespace greenbench
