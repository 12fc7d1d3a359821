// The embedded Python interpreter and the hotspots written for it.
//
//   PythonRuntime runtime{{.executable = "/opt/venv/bin/python", .module_folder = ".../share/greenbench/python"}};
//   std::vector<HotspotInfo> found = runtime.describe("mine.py");
//   std::unique_ptr<LoadedHotspot> hotspot = runtime.load("mine.py", "strings/csv_export", 10'000);
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "workloads/hotspot.hpp"
#include "workloads/hotspot_file_error.hpp"
#include "workloads/surroundings.hpp"

namespace greenbench {

/// What hotspots ask of the program around the interpreter. Each may be empty.
struct PythonHooks {
  /// The CPU time of this process, which a hotspot's setup() has started, is part of its variants'.
  std::function<void(pid_t process)> count_process = {};
  /// A teardown() raised; without this the traceback goes to standard error.
  std::function<void(const std::string& traceback)> teardown_failed = {};
};

struct PythonOptions {
  /// Empty: the interpreter that runs in this process already, which finds the package `greenbench` by itself. The
  /// calling thread holds its lock.
  std::filesystem::path executable;     ///< the virtual environment's python; decides sys.path and children
  std::filesystem::path module_folder;  ///< where `import greenbench` is found; not looked at where one runs already
  std::optional<std::uint32_t> hash_seed;
  PythonHooks hooks = {};
};

/// fork(2), with what CPython has to do before and after it. The calling thread holds the interpreter's lock.
[[nodiscard]] pid_t fork_interpreter() noexcept;

/// The interpreter: at most one per process, alive from construction to destruction.
class PythonRuntime {
 public:
  explicit PythonRuntime(const PythonOptions& options);
  ~PythonRuntime();
  PythonRuntime(const PythonRuntime&) = delete;
  PythonRuntime& operator=(const PythonRuntime&) = delete;

  /// The hotspots that `file` defines. Throws HotspotFileError.
  [[nodiscard]] std::vector<HotspotInfo> describe(const std::filesystem::path& file);
  /// Of the packages that the hotspots of `file` need, those that are installed. Throws HotspotFileError.
  [[nodiscard]] PackageVersions package_versions(const std::filesystem::path& file);
  /// The same of any packages. Throws std::runtime_error with the Python traceback.
  [[nodiscard]] PackageVersions versions_of(const std::vector<std::string>& packages);
  /// Calls the hotspot's prepare(folder, size), if it has one, with the folder "python" made in `folder`: once per run,
  /// for what is costly to make. Throws HotspotFileError or std::runtime_error with the Python traceback.
  void prepare(const std::filesystem::path& file, const std::string& id, std::uint64_t size,
               const std::filesystem::path& folder);
  /// Creates the hotspot's object and calls setup(size), or setup(size, url of the server) if the hotspot needs one.
  /// Throws HotspotFileError or std::runtime_error with the Python traceback. What it returns must be destroyed before
  /// the runtime; that calls teardown().
  [[nodiscard]] std::unique_ptr<LoadedHotspot> load(const std::filesystem::path& file, const std::string& id,
                                                    std::uint64_t size, const Surroundings& surroundings = {});
  /// Whatever would be imported from `repository`, the top folder of a git repository's working tree, comes from `tree`
  /// from now on, where that has another revision of it. Throws std::runtime_error with the Python traceback.
  void use_tree(const std::string& repository, const std::string& tree);
  /// "name (file)" of the modules that came from the repository nevertheless.
  [[nodiscard]] std::vector<std::string> imported_from_elsewhere(const std::string& repository,
                                                                 const std::string& tree) const;
  /// What hotspots ask of the program from now on: a forked process answers for itself.
  void set_hooks(PythonHooks hooks);
  void freeze_garbage();   ///< gc.collect(), then gc.freeze(): what setup() made is not scanned again
  void collect_garbage();  ///< gc.collect(), before every repetition
  /// fork_interpreter(), so that the interpreter goes on in both processes. Throws std::system_error. No other thread
  /// may exist.
  [[nodiscard]] pid_t fork_process();
  /// Sets an environment variable for Python code, whose copy of the environment dates from the interpreter's start.
  void set_environment(const std::string& name, const std::string& value);
  [[nodiscard]] std::string version() const;  ///< "3.11.2"

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace greenbench
