#include "workloads/python/runtime.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstdio>

#include "tests/workloads/python_fixture.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

/// What a shell command prints, without the last newline.
std::string output_of(const std::string& command) {
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string text;
  std::array<char, 256> part;
  while (std::fgets(part.data(), part.size(), pipe) != nullptr) text += part.data();
  if (pclose(pipe) != 0) throw std::runtime_error("failed: " + command);
  return text.substr(0, text.find_last_not_of('\n') + 1);
}

/// Text that an answer holds.
std::string text_of(const Answer& answer) {
  return std::get<std::string>(answer.value);
}

class Runtime : public PythonTest {
 protected:
  /// A virtual environment with one package of its own.
  std::filesystem::path make_virtual_environment() {
    const auto place = folder() / "environment";
    output_of(fmt::format("{} -m venv --without-pip {}", GREENBENCH_TEST_PYTHON, place.string()));
    const std::string packages = output_of(
        fmt::format("{}/bin/python -c \"import sysconfig; print(sysconfig.get_path('purelib'))\"", place.string()));
    std::ofstream(packages + "/only_here.py") << "where = 'in the environment'\n";
    return place;
  }

  std::string hash_with_seed(std::uint32_t seed) {
    PythonOptions options = test_python();
    options.hash_seed = seed;
    start(options);
    return text_of(evaluate("str(hash('greenbench'))"));
  }
};

TEST_F(Runtime, NamesItsVersionAsPythonDoes) {
  EXPECT_EQ(runtime().version(), text_of(evaluate("platform.python_version()", "import platform")));
}

TEST_F(Runtime, LivesInTheVirtualEnvironmentOfItsExecutable) {
  const auto environment = make_virtual_environment();
  const std::string executable = (environment / "bin" / "python").string();
  PythonOptions options = test_python();
  options.executable = executable;
  start(options);
  EXPECT_EQ(text_of(evaluate("sys.prefix", "import sys")), environment.string());
  EXPECT_EQ(text_of(evaluate("sys.executable", "import sys")), executable);
  EXPECT_EQ(text_of(evaluate("only_here.where", "import only_here")), "in the environment");
}

TEST_F(Runtime, StartsChildProcessesWithTheSameExecutable) {
  const auto environment = make_virtual_environment();
  const std::string executable = (environment / "bin" / "python").string();
  PythonOptions options = test_python();
  options.executable = executable;
  start(options);
  EXPECT_EQ(text_of(evaluate("os.fsdecode(spawn.get_executable())", "import os\nfrom multiprocessing import spawn")),
            executable);
}

// Each seed gets a process of its own: CPython reads the seed once per process.
TEST_F(Runtime, HashesTextWithTheSeedOfThePlan) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const std::string expected =
      output_of(fmt::format("PYTHONHASHSEED=7 {} -c \"print(hash('greenbench'))\"", GREENBENCH_TEST_PYTHON));
  EXPECT_EXIT(std::exit(hash_with_seed(7) == expected ? 0 : 1), ::testing::ExitedWithCode(0), "");
  EXPECT_EXIT(std::exit(hash_with_seed(8) == expected ? 0 : 1), ::testing::ExitedWithCode(1), "");
}

TEST_F(Runtime, ObeysNoPythonVariableOfTheEnvironment) {
  setenv("PYTHONPATH", "/nowhere/at/all", 1);
  EXPECT_EQ(describe(evaluate("'/nowhere/at/all' in sys.path", "import sys")), "false");
  unsetenv("PYTHONPATH");
}

TEST_F(Runtime, FindsItsOwnModuleFirstAndTheCurrentFolderNever) {
  EXPECT_EQ(text_of(evaluate("sys.path[0]", "import sys")), test_python().module_folder.string());
  EXPECT_EQ(describe(evaluate("'' in sys.path or os.getcwd() in sys.path", "import os, sys")), "false");
}

TEST_F(Runtime, LeavesNoBytecodeBesideHotspotFiles) {
  EXPECT_EQ(describe(evaluate("1")), "integer 1");
  EXPECT_FALSE(std::filesystem::exists(folder() / "__pycache__"));
}

void program_handler(int /*signal*/) {}

/// What the system, not Python, does on Ctrl-C.
auto interrupt_handler() {
  struct sigaction action = {};
  sigaction(SIGINT, nullptr, &action);
  return action.sa_handler;
}

TEST_F(Runtime, LeavesCtrlCToTheProgramEvenWhenAHotspotImportsSignal) {
  for (const auto handler : {SIG_DFL, SIG_IGN, &program_handler}) {
    const auto before = std::signal(SIGINT, handler);
    {
      PythonRuntime own(test_python());
      const auto file = write_hotspot("own.py", "    import signal\n    @baseline\n    def one(self): return 1\n");
      EXPECT_EQ(own.describe(file).size(), 1U);
      EXPECT_EQ(interrupt_handler(), handler);
    }
    std::signal(SIGINT, before);
  }
}

TEST_F(Runtime, RefusesASecondInterpreter) {
  runtime();
  EXPECT_THROW(PythonRuntime{test_python()}, std::logic_error);
}

TEST_F(Runtime, SaysWhichPathIsWrongAndWhatToDo) {
  PythonOptions no_python = test_python();
  no_python.executable = "/nowhere/python";
  PythonOptions no_module = test_python();
  no_module.module_folder = folder();
  const auto message_of = [](const PythonOptions& options) -> std::string {
    try {
      const PythonRuntime runtime(options);
      return "no error";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  };
  const std::string version = output_of(
      fmt::format("{} -c \"import sys; print('{{}}.{{}}'.format(*sys.version_info))\"", GREENBENCH_TEST_PYTHON));
  EXPECT_EQ(message_of(no_python), "there is no Python at \"/nowhere/python\"; set GREENBENCH_PYTHON to a Python " +
                                       version + ", or build greenbench again");
  EXPECT_THAT(message_of(no_module), HasSubstr((folder() / "greenbench.py").string()));
}

TEST(HotspotFileError, ShowsTheLineOnlyWhereThereIsOne) {
  EXPECT_THAT(HotspotFileError("a.py", 3, "wrong").what(), StartsWith("a.py:3: wrong"));
  EXPECT_THAT(HotspotFileError("a.py", 0, "wrong").what(), StartsWith("a.py: wrong"));
}

}  // namespace
}  // namespace greenbench
