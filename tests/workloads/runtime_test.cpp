#include "workloads/python/runtime.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <functional>

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

/// How a forked process ends that does `work` and exits with what it returns.
int exit_code_of_fork(PythonRuntime& runtime, const std::function<int()>& work) {
  const pid_t process = runtime.fork_process();
  if (process == 0) {
    int code = 99;
    try {
      code = work();
    } catch (...) {
      code = 98;
    }
    _exit(code);
  }
  int status = 0;
  if (waitpid(process, &status, 0) != process || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

TEST_F(Runtime, GoesOnInAForkedProcessWithTheSameHashSeed) {
  const std::string here = text_of(evaluate("str(hash('greenbench'))"));
  EXPECT_EQ(exit_code_of_fork(runtime(), [&] { return text_of(evaluate("str(hash('greenbench'))")) == here ? 0 : 1; }),
            0);
  EXPECT_EQ(text_of(evaluate("str(hash('greenbench'))")), here) << "and here as well";
}

TEST_F(Runtime, TellsPythonThatAProcessWasForked) {
  const std::string imports =
      "import os, threading\nos.register_at_fork(after_in_child=lambda: os.putenv('FORKED', '1'))";
  EXPECT_EQ(describe(evaluate("1", imports)), "integer 1");
  EXPECT_EQ(exit_code_of_fork(runtime(), [] { return getenv("FORKED") != nullptr ? 0 : 1; }), 0);
  EXPECT_EQ(getenv("FORKED"), nullptr);
}

TEST_F(Runtime, AForkedProcessCanStartThreadsAndEndItsInterpreter) {
  runtime();
  const auto work = [&] {
    const std::string imports = "import threading\nt = threading.Thread(target=lambda: None)\nt.start()\nt.join()";
    return describe(evaluate("t.is_alive()", imports)) == "false" ? 0 : 1;
  };
  EXPECT_EQ(exit_code_of_fork(runtime(), work), 0);
}

TEST_F(Runtime, AnEnvironmentVariableReachesPythonAndItsChildren) {
  runtime();
  runtime().set_environment("GREENBENCH_TEST_FOLDER", "/some/where");
  EXPECT_EQ(text_of(evaluate("os.environ['GREENBENCH_TEST_FOLDER']", "import os")), "/some/where");
  EXPECT_STREQ(getenv("GREENBENCH_TEST_FOLDER"), "/some/where");
  unsetenv("GREENBENCH_TEST_FOLDER");
}

TEST_F(Runtime, ATemporaryFolderThatIsSetAfterTheStartIsUsed) {
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  runtime();
  runtime().set_environment("TMPDIR", folder().string());
  EXPECT_EQ(text_of(evaluate("tempfile.gettempdir()", "import tempfile")), folder().string());
  if (before == nullptr) unsetenv("TMPDIR");
  if (before != nullptr) setenv("TMPDIR", kept.c_str(), 1);
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
  EXPECT_THAT(message_of(no_module), HasSubstr((folder() / "greenbench/__init__.py").string()));
}

TEST(HotspotFileError, ShowsTheLineOnlyWhereThereIsOne) {
  EXPECT_THAT(HotspotFileError("a.py", 3, "wrong").what(), StartsWith("a.py:3: wrong"));
  EXPECT_THAT(HotspotFileError("a.py", 0, "wrong").what(), StartsWith("a.py: wrong"));
}

}  // namespace
}  // namespace greenbench
