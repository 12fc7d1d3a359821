// Setting up, calling and timing the variants of Python hotspots.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workloads/benchmark_run.hpp"
#include "tests/workloads/python_fixture.hpp"

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class PythonHotspot : public PythonTest {
 protected:
  std::unique_ptr<LoadedHotspot> load(std::string_view class_body, std::uint64_t size = 1) {
    return runtime().load(write_hotspot("one.py", class_body), "test/one", size);
  }

  std::string load_error(std::string_view class_body) {
    try {
      (void)load(class_body);
      return "no error";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }

  /// What the first call of the only variant raises.
  std::string call_error(std::string_view class_body) {
    const auto file = write_hotspot(fmt::format("call_{}.py", calls_++), class_body);
    try {
      (void)runtime().load(file, "test/one", 1)->variants()[0]->answer();
      return "no error";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }

 private:
  int calls_ = 0;
};

constexpr std::string_view counting_file = R"(
    def setup(self, n):
        self.n = n
        self.calls = 0
    @baseline
    def count(self):
        self.calls += 1
        if self.calls == self.n:
            raise ValueError("call number " + str(self.n))
    @variant
    def calls_so_far(self):
        return self.calls
)";

TEST_F(PythonHotspot, IsSetUpAtTheSizeAsked) {
  const auto hotspot =
      load("    def setup(self, n): self.n = n\n    @baseline\n    def size(self): return self.n\n", 12);
  EXPECT_EQ(describe(hotspot->variants()[0]->answer()), "integer 12");
}

TEST_F(PythonHotspot, GetsTheAddressOfTheServerThatItAsksFor) {
  const auto file = write("asking.py",
                          "from greenbench import baseline, hotspot\n\n"
                          "@hotspot('test/asking', default_size=1, needs_server=True)\nclass Asking:\n"
                          "    def setup(self, n, server_url): self.url = f'{server_url}/{n}'\n"
                          "    @baseline\n    def address(self): return self.url\n");
  EXPECT_TRUE(runtime().describe(file).at(0).needs_server);
  const auto hotspot = runtime().load(file, "test/asking", 7, {.server = LocalServer{.port = 4242}});
  EXPECT_EQ(std::get<std::string>(hotspot->variants()[0]->answer().value), "http://127.0.0.1:4242/7");
  EXPECT_THROW((void)runtime().load(file, "test/asking", 7), std::runtime_error);
}

TEST_F(PythonHotspot, NeedsNoSetup) {
  const auto hotspot = load("    @baseline\n    def one(self): return 1\n");
  EXPECT_EQ(describe(hotspot->variants()[0]->answer()), "integer 1");
}

TEST_F(PythonHotspot, GivesItsVariantsInTheOrderOfTheFile) {
  const auto hotspot = load("    @variant\n    def b(self): return 'b'\n    @baseline\n    def a(self): return 'a'\n");
  ASSERT_EQ(hotspot->variants().size(), 2U);
  EXPECT_EQ(describe(hotspot->variants()[0]->answer()), "text of 1 bytes \"b\"");
}

TEST_F(PythonHotspot, RunsAVariantExactlyAsOftenAsGoogleBenchmarkAsks) {
  const auto hotspot = load(counting_file, 1'000);
  run_iterations(*hotspot->variants()[0], 7);
  EXPECT_EQ(describe(hotspot->variants()[1]->answer()), "integer 7");
  EXPECT_EQ(hotspot->variants()[0]->failure(), "");
}

TEST_F(PythonHotspot, EndsTheLoopAtAnExceptionAndKeepsTheTraceback) {
  const auto hotspot = load(counting_file, 3);
  Variant& failing = *hotspot->variants()[0];
  run_iterations(failing, 10);
  EXPECT_THAT(failing.failure(), AllOf(StartsWith("Traceback (most recent call last):"),
                                       HasSubstr((folder() / "one.py").string() + "\", line 13, in count"),
                                       HasSubstr("ValueError: call number 3")));
  EXPECT_EQ(describe(hotspot->variants()[1]->answer()), "integer 3");
}

TEST_F(PythonHotspot, ForgetsAFailureWhenTheNextRunSucceeds) {
  const auto hotspot = load(counting_file, 3);
  Variant& failing = *hotspot->variants()[0];
  run_iterations(failing, 10);
  run_iterations(failing, 10);
  EXPECT_EQ(failing.failure(), "");
  EXPECT_EQ(describe(hotspot->variants()[1]->answer()), "integer 13");
}

TEST_F(PythonHotspot, ComparesWhatCheckMakesOfTheResult) {
  const auto hotspot = load(R"(
    @baseline
    def as_set(self): return {3, 1, 2}
    def check(self, result): return sorted(result)
)");
  EXPECT_EQ(describe(hotspot->variants()[0]->answer()), "list of 3 elements: integer 1, integer 2, integer 3");
}

TEST_F(PythonHotspot, DoesNotCallCheckInTheTimedLoop) {
  const auto hotspot = load(R"(
    checks = 0
    @baseline
    def number_of_checks(self): return self.checks
    def check(self, result):
        self.checks += 1
        return result
)");
  run_iterations(*hotspot->variants()[0], 5);
  EXPECT_EQ(describe(hotspot->variants()[0]->answer()), "integer 0");
}

TEST_F(PythonHotspot, ReportsTheTracebackOfASetupThatRaises) {
  EXPECT_THAT(
      load_error("    def setup(self, n):\n        raise OSError('no disk')\n"
                 "    @baseline\n    def one(self): ...\n"),
      AllOf(HasSubstr("line 6, in setup"), EndsWith("OSError: no disk (" + (folder() / "one.py").string() + ":6)")));
}

TEST_F(PythonHotspot, ReportsTheTracebackOfAVariantThatRaises) {
  const auto hotspot = load("    @baseline\n    def one(self): return 1 // 0\n");
  try {
    (void)hotspot->variants()[0]->answer();
    FAIL() << "no error";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("line 6, in one"), HasSubstr("ZeroDivisionError")));
  }
}

TEST_F(PythonHotspot, ExplainsAnAttributeThatNoSetupMakes) {
  EXPECT_THAT(call_error("    @baseline\n    def one(self): return sum(self.numbers)\n"),
              AllOf(HasSubstr("AttributeError: 'One' object has no attribute 'numbers' (/"),
                    EndsWith(".py:6); class One has no setup(self, n) that makes self.numbers")));
  EXPECT_THAT(call_error("    def setup(self, n): self.numbers = [n]\n"
                         "    @baseline\n    def one(self): return sum(self.nubmers)\n"),
              EndsWith("; setup() makes self.numbers"));
  EXPECT_THAT(call_error("    def setup(self, n): numbers = [n]\n"
                         "    @baseline\n    def one(self): return sum(self.numbers)\n"),
              EndsWith("; setup() keeps numbers to itself: write self.numbers there"));
  EXPECT_THAT(call_error("    def setup(self, n): ...\n    @baseline\n    def one(self): return self.numbers\n"),
              EndsWith("; setup() of class One makes no self.numbers"));
}

TEST_F(PythonHotspot, ExplainsANameThatBelongsToSetup) {
  EXPECT_THAT(call_error("    @baseline\n    def one(self): return sum(data)\n"),
              EndsWith(".py:6); class One has no setup(self, n); keep data there as self.data"));
  EXPECT_THAT(call_error("    def setup(self, n): self.numbers = [n]\n"
                         "    @baseline\n    def one(self): return sum(numbers)\n"),
              EndsWith("; setup() makes self.numbers: write it so"));
  EXPECT_THAT(call_error("    def setup(self, n): ...\n    @baseline\n    def one(self): return n\n"),
              EndsWith("; setup() keeps n to itself: write self.n there and here"));
}

TEST_F(PythonHotspot, OnlySaysWhereOtherErrorsAre) {
  EXPECT_THAT(call_error("    @baseline\n    def one(self): return (1).real_part\n"), EndsWith("call_0.py:6)"));
  EXPECT_THAT(call_error("    @baseline\n    def one(self): return numpy.sum([1])\n"), EndsWith("call_1.py:6)"));
}

TEST_F(PythonHotspot, ReportsTheChainOfCausesOfAnException) {
  EXPECT_THAT(
      load_error("    def setup(self, n):\n        try:\n            {}['key']\n        except KeyError as error:\n"
                 "            raise ValueError('outer') from error\n    @baseline\n    def one(self): ...\n"),
      AllOf(HasSubstr("KeyError: 'key'"), HasSubstr("direct cause"), HasSubstr("ValueError: outer")));
}

TEST_F(PythonHotspot, LetsWorkerProcessesFindTheFunctionsOfItsFile) {
  const auto file = write("pooled.py", R"(import multiprocessing
from greenbench import baseline, hotspot

def square(number):
    return number * number

@hotspot("test/pool", default_size=3)
class Pool:
    @baseline
    def processes(self):
        with multiprocessing.get_context("fork").Pool(2) as pool:
            return pool.map(square, [1, 2, 3])
)");
  const auto hotspot = runtime().load(file, "test/pool", 3);
  EXPECT_EQ(describe(hotspot->variants()[0]->answer()), "list of 3 elements: integer 1, integer 4, integer 9");
}

// Such a child begins with a new interpreter, which imports what it needs.
TEST_F(PythonHotspot, LetsSpawnedProcessesFindTheFunctionsOfAModuleBesideItsFile) {
  write("squares.py", "def square(number):\n    return number * number\n");
  const auto file = write("spawning.py", R"(import multiprocessing
from greenbench import baseline, hotspot
from squares import square

@hotspot("test/pool", default_size=3)
class Pool:
    @baseline
    def processes(self):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            return pool.map(square, [1, 2, 3])
)");
  const auto hotspot = runtime().load(file, "test/pool", 3);
  EXPECT_EQ(describe(hotspot->variants()[0]->answer()), "list of 3 elements: integer 1, integer 4, integer 9");
}

TEST_F(PythonHotspot, FreesTheResultOfEveryCallInsideTheLoop) {
  const auto hotspot = load(R"(
    alive = 0
    def setup(self, n):
        outer = type(self)
        class Result:
            def __init__(self): outer.alive += 1
            def __del__(self): outer.alive -= 1
        self.Result = Result
    @baseline
    def make(self): return self.Result()
    @variant
    def still_alive(self): return self.alive
)");
  run_iterations(*hotspot->variants()[0], 5);
  EXPECT_EQ(describe(hotspot->variants()[1]->answer()), "integer 0");
}

TEST_F(PythonHotspot, CollectsGarbageOnlyWhenAsked) {
  const auto hotspot = load(R"(
    def setup(self, n):
        import gc, weakref
        gc.disable()
        class Cycle: ...
        cycle = Cycle()
        cycle.itself = cycle
        self.cycle = weakref.ref(cycle)
    @baseline
    def alive(self): return self.cycle() is not None
)");
  EXPECT_EQ(describe(hotspot->variants()[0]->answer()), "true");
  runtime().collect_garbage();
  EXPECT_EQ(describe(hotspot->variants()[0]->answer()), "false");
}

TEST_F(PythonHotspot, FreezesWhatSetupMade) {
  EXPECT_EQ(describe(evaluate("gc.get_freeze_count()", "import gc")), "integer 0");
  runtime().freeze_garbage();
  EXPECT_EQ(describe(evaluate("gc.get_freeze_count() > 1_000", "import gc")), "true");
}

}  // namespace
}  // namespace greenbench
