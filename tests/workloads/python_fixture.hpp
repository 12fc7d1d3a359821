// What tests of the Python bridge share: a folder for hotspot files and an interpreter that runs them.
//
//   class Something : public PythonTest {};
//   const auto file = write("mine.py", "from greenbench import ...");
//   std::vector<HotspotInfo> found = runtime().describe(file);
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "workloads/python/runtime.hpp"

namespace greenbench {

/// A new empty folder that is removed at the end.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "greenbench-workloads-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make " + pattern);
    path_ = pattern;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline PythonOptions test_python() {
  return {.executable = GREENBENCH_TEST_PYTHON, .module_folder = GREENBENCH_SOURCE_FOLDER "/python", .hash_seed = {}};
}

/// Starts the interpreter at the first use of runtime() and ends it with the test.
class PythonTest : public ::testing::Test {
 protected:
  std::filesystem::path write(const std::string& name, std::string_view text) {
    const auto file = folder_.path() / name;
    std::ofstream(file) << text;
    return file;
  }

  /// A file whose only hotspot, test/one, has the given body after its decorator and class line.
  std::filesystem::path write_hotspot(const std::string& name, std::string_view class_body) {
    return write(name, fmt::format("from greenbench import baseline, hotspot, variant\n\n"
                                   "@hotspot('test/one', default_size=1)\nclass One:\n{}",
                                   class_body));
  }

  /// What a Python expression is, having gone the way of a variant's result.
  Answer evaluate(std::string_view expression, std::string_view imports = "") {
    const auto file = write(fmt::format("evaluate_{}.py", evaluated_++),
                            fmt::format("{}\nfrom greenbench import baseline, hotspot\n\n"
                                        "@hotspot('test/one', default_size=1)\nclass One:\n"
                                        "    @baseline\n    def value(self):\n        return {}\n",
                                        imports, expression));
    return runtime().load(file, "test/one", 1)->variants()[0]->answer();
  }

  PythonRuntime& runtime() { return runtime_ ? *runtime_ : start(test_python()); }
  PythonRuntime& start(const PythonOptions& options) { return runtime_.emplace(options); }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  ScratchFolder folder_;
  int evaluated_ = 0;
  std::optional<PythonRuntime> runtime_;
};

}  // namespace greenbench
