// What hotspots ask of the program: that processes are counted, and that teardown() is called.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <sstream>
#include <system_error>
#include <vector>

#include "tests/workloads/benchmark_run.hpp"
#include "tests/workloads/python_fixture.hpp"

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

class PythonHooksTest : public PythonTest {
 protected:
  PythonHooksTest() {
    PythonOptions options = test_python();
    options.hooks.count_process = [this](pid_t process) {
      if (process == 4'194'304) throw std::system_error{ESRCH, std::generic_category(), "no such process"};
      counted_.push_back(process);
    };
    options.hooks.teardown_failed = [this](const std::string& traceback) { complaints_.push_back(traceback); };
    start(options);
  }

  std::unique_ptr<LoadedHotspot> load(std::string_view class_body) {
    return runtime().load(write_hotspot("one.py", class_body), "test/one", 1);
  }

  /// What the hotspot wrote to the file "log" beside it.
  std::string log() {
    std::ostringstream text;
    text << std::ifstream(folder() / "log").rdbuf();
    return text.str();
  }

  std::vector<pid_t> counted_;
  std::vector<std::string> complaints_;
};

constexpr std::string_view logging = R"(
    def write(self, word):
        import pathlib
        with (pathlib.Path(__file__).parent / 'log').open('a') as log:
            log.write(word + ' ')
    def teardown(self): self.write('down')
)";

TEST_F(PythonHooksTest, ATeardownIsCalledOnceWhenTheHotspotIsNoLongerNeeded) {
  auto hotspot = load(std::string{logging} + "    @baseline\n    def one(self): self.write('one')\n");
  run_iterations(*hotspot->variants()[0], 2);
  EXPECT_EQ(log(), "one one ");
  hotspot.reset();
  EXPECT_EQ(log(), "one one down ");
}

TEST_F(PythonHooksTest, ATeardownIsCalledAfterAVariantFailed) {
  auto hotspot = load(std::string{logging} + "    @baseline\n    def one(self): raise ValueError\n");
  run_iterations(*hotspot->variants()[0], 1);
  EXPECT_NE(hotspot->variants()[0]->failure(), "");
  hotspot.reset();
  EXPECT_EQ(log(), "down ");
}

TEST_F(PythonHooksTest, ASetupThatRaisedIsNotTornDown) {
  EXPECT_THROW((void)load(std::string{logging} + "    def setup(self, n): raise ValueError\n"
                                                 "    @baseline\n    def one(self): ...\n"),
               std::runtime_error);
  EXPECT_EQ(log(), "");
}

TEST_F(PythonHooksTest, ATeardownThatRaisesIsReportedWithItsTraceback) {
  load("    def teardown(self):\n        raise OSError('still busy')\n    @baseline\n    def one(self): ...\n");
  ASSERT_THAT(complaints_, SizeIs(1));
  EXPECT_THAT(complaints_[0],
              AllOf(StartsWith("Traceback"), HasSubstr("line 6, in teardown"), HasSubstr("OSError: still busy")));
}

TEST_F(PythonHooksTest, AVariantCannotBeNamedTeardown) {
  EXPECT_THROW((void)load("    @baseline\n    def teardown(self): ...\n"), HotspotFileError);
}

TEST_F(PythonHooksTest, AProcessOfSetupIsCounted) {
  const auto hotspot = load(R"(
    def setup(self, n):
        import os
        from greenbench import count_process
        count_process(os.getpid())
    @baseline
    def one(self): return 1
)");
  EXPECT_THAT(counted_, ElementsAre(getpid()));
}

TEST_F(PythonHooksTest, AProcessThatCannotBeCountedFailsTheSetup) {
  try {
    (void)load(
        "    def setup(self, n):\n        from greenbench import count_process\n        count_process(4194304)\n"
        "    @baseline\n    def one(self): ...\n");
    FAIL() << "no error";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("line 7, in setup"), HasSubstr("no such process")));
  }
}

TEST_F(PythonHooksTest, ANumberThatNoProcessHasFailsTheSetup) {
  for (const char* number : {"-5", "0", "2**30", "2**64", "1.5", "'1'"}) {
    EXPECT_THROW((void)load(fmt::format("    def setup(self, n):\n        from greenbench import count_process\n"
                                        "        count_process({})\n    @baseline\n    def one(self): ...\n",
                                        number)),
                 std::runtime_error)
        << number;
  }
  EXPECT_THAT(counted_, IsEmpty());
}

TEST_F(PythonHooksTest, NoProcessIsCountedOutsideSetup) {
  const auto hotspot = load(R"(
    @baseline
    def late(self):
        from greenbench import count_process
        count_process(1)
)");
  run_iterations(*hotspot->variants()[0], 1);
  EXPECT_THAT(hotspot->variants()[0]->failure(), HasSubstr("count_process() belongs in setup()"));
  EXPECT_THAT(counted_, IsEmpty());
}

}  // namespace
}  // namespace greenbench
