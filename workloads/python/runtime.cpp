#include "workloads/python/runtime.hpp"

#include <fmt/format.h>
#include <pybind11/embed.h>
#include <pybind11/stl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "workloads/python/definition_module.hpp"
#include "workloads/python/hotspot_file.hpp"
#include "workloads/python/python_error.hpp"
#include "workloads/python/python_hotspot.hpp"

namespace py = pybind11;

namespace greenbench {
namespace {

void check_status(const PyStatus& status) {
  if (PyStatus_Exception(status) != 0)
    throw std::runtime_error(fmt::format("Python cannot start: {}", status.err_msg == nullptr ? "" : status.err_msg));
}

/// Fails before anything of Python has started.
void check_options(const PythonOptions& options) {
  if (options.executable.empty()) throw std::logic_error("no Python to start was named");
  if (Py_IsInitialized() != 0) throw std::logic_error("this process has a Python interpreter already");
  if (!std::filesystem::exists(options.executable))
    throw std::runtime_error(
        fmt::format("there is no Python at \"{}\"; set GREENBENCH_PYTHON to a Python {}.{}, or build greenbench again",
                    options.executable.string(), PY_MAJOR_VERSION, PY_MINOR_VERSION));
  const auto module = options.module_folder / "greenbench" / "__init__.py";
  if (!std::filesystem::exists(module))
    throw std::runtime_error(fmt::format("there is no \"{}\", which hotspot files import", module.string()));
}

/// Frees what CPython allocates for a configuration.
class Configuration {
 public:
  Configuration() { PyConfig_InitPythonConfig(&config_); }
  ~Configuration() { PyConfig_Clear(&config_); }
  Configuration(const Configuration&) = delete;
  Configuration& operator=(const Configuration&) = delete;

  void apply(const PythonOptions& options) {
    config_.use_environment = 0;          // The user's PYTHON* variables must not change a measurement.
    config_.write_bytecode = 0;           // No files beside the user's hotspots.
    config_.install_signal_handlers = 0;  // Ctrl-C belongs to the program.
    config_.parse_argv = 0;
    config_.safe_path = 1;  // Neither the current folder nor the program's own is searched for modules.
    config_.use_hash_seed = options.hash_seed.has_value() ? 1 : 0;
    config_.hash_seed = options.hash_seed.value_or(0);
    check_status(PyConfig_SetBytesString(&config_, &config_.executable, options.executable.c_str()));
  }

  void start() { check_status(Py_InitializeFromConfig(&config_)); }

 private:
  PyConfig config_;
};

/// The interpreter from start to finish.
class Interpreter {
 public:
  explicit Interpreter(const PythonOptions& options) {
    check_options(options);
    Configuration configuration;
    configuration.apply(options);
    configuration.start();
  }
  // NOLINTNEXTLINE(bugprone-exception-escape): there is no way to go on with half an interpreter
  ~Interpreter() { py::finalize_interpreter(); }
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;
};

/// CPython's signal module takes a Ctrl-C that nobody has claimed when it is first imported, whatever the configuration
/// says, and many modules import it. A handler of the program's own it leaves alone.
void give_back_ctrl_c() {
  const py::module_ signal = py::module_::import("signal");
  const py::object interrupt = signal.attr("SIGINT");
  if (signal.attr("getsignal")(interrupt).is(signal.attr("default_int_handler")))
    signal.attr("signal")(interrupt, signal.attr("SIG_DFL"));
}

/// A fork of an interpreter that is not ours ends without it. Its threads and what atexit has end as they would have.
void end_fork() {
  try {
    py::module_::import("threading").attr("_shutdown")();
    py::module_::import("atexit").attr("_run_exitfuncs")();
  } catch (const py::error_already_set&) {
    // CPython ends all the same.
  }
}

/// Starts an interpreter, or uses the one that is there.
class OwnOrRunning {
 public:
  explicit OwnOrRunning(const PythonOptions& options) {
    if (options.executable.empty() && Py_IsInitialized() != 0) return;
    own_.emplace(options);
  }
  ~OwnOrRunning() {
    if (!own_ && getpid() != process_) end_fork();
  }
  OwnOrRunning(const OwnOrRunning&) = delete;
  OwnOrRunning& operator=(const OwnOrRunning&) = delete;

  [[nodiscard]] bool is_own() const { return own_.has_value(); }

 private:
  std::optional<Interpreter> own_;
  pid_t process_ = getpid();
};

void find_modules_in(const std::filesystem::path& folder) {
  py::module_::import("sys").attr("path").attr("insert")(0,
                                                         std::filesystem::absolute(folder).lexically_normal().string());
}

}  // namespace

/// The members are destroyed in reverse order: all Python objects before the interpreter.
struct PythonRuntime::State {
  explicit State(const PythonOptions& options) : interpreter(options), hooks(options.hooks) {
    give_back_ctrl_c();
    const py::module_ garbage = py::module_::import("gc");
    collect = garbage.attr("collect");
    freeze = garbage.attr("freeze");
    if (interpreter.is_own()) find_modules_in(options.module_folder);
    // And what it imports: every hotspot file needs it, and forked processes share it.
    py::module_::import(definition_module);
  }

  OwnOrRunning interpreter;
  PythonHooks hooks;
  py::object collect;
  py::object freeze;
};

pid_t fork_interpreter() noexcept {
  PyOS_BeforeFork();
  const pid_t process = fork();
  const int error = errno;
  if (process == 0) {
    PyOS_AfterFork_Child();
  } else {
    PyOS_AfterFork_Parent();
  }
  errno = error;
  return process;
}

PythonRuntime::PythonRuntime(const PythonOptions& options) : state_(std::make_unique<State>(options)) {}

PythonRuntime::~PythonRuntime() = default;

std::vector<HotspotInfo> PythonRuntime::describe(const std::filesystem::path& file) {
  return HotspotFile(file).describe();
}

PackageVersions PythonRuntime::package_versions(const std::filesystem::path& file) {
  return HotspotFile(file).package_versions();
}

PackageVersions PythonRuntime::versions_of(const std::vector<std::string>& packages) {
  try {
    return py::module_::import(definition_module).attr("versions_of")(packages).cast<PackageVersions>();
  } catch (const py::error_already_set& error) {
    throw std::runtime_error(traceback(error));
  }
}

void PythonRuntime::prepare(const std::filesystem::path& file, const std::string& id, std::uint64_t size,
                            const std::filesystem::path& folder) {
  prepare_python_hotspot(HotspotFile(file).find(id), size, folder);
}

std::unique_ptr<LoadedHotspot> PythonRuntime::load(const std::filesystem::path& file, const std::string& id,
                                                   std::uint64_t size, const Surroundings& surroundings) {
  return load_python_hotspot(HotspotFile(file).find(id), size, surroundings, state_->hooks);
}

void PythonRuntime::set_hooks(PythonHooks hooks) {
  state_->hooks = std::move(hooks);
}

pid_t PythonRuntime::fork_process() {
  const pid_t process = fork_interpreter();
  if (process < 0) throw std::system_error{errno, std::generic_category(), "fork"};
  return process;
}

void PythonRuntime::set_environment(const std::string& name, const std::string& value) {
  py::module_::import("os").attr("environ")[py::str(name)] = py::str(value);
}

namespace {

/// What a function of greenbench.hotspots.revision returns.
py::object ask_about_revision(const char* function, const std::string& repository, const std::string& tree) {
  try {
    return py::module_::import("greenbench.hotspots.revision").attr(function)(repository, tree);
  } catch (const py::error_already_set& error) {
    throw std::runtime_error(traceback(error));
  }
}

}  // namespace

void PythonRuntime::use_tree(const std::string& repository, const std::string& tree) {
  ask_about_revision("use_tree", repository, tree);
}

std::vector<std::string> PythonRuntime::imported_from_elsewhere(const std::string& repository,
                                                                const std::string& tree) const {
  return ask_about_revision("imported_from_elsewhere", repository, tree).cast<std::vector<std::string>>();
}

void PythonRuntime::freeze_garbage() {
  state_->collect();
  state_->freeze();
}

void PythonRuntime::collect_garbage() {
  state_->collect();
}

std::string PythonRuntime::version() const {
  const std::string text = Py_GetVersion();
  return text.substr(0, text.find(' '));
}

}  // namespace greenbench
