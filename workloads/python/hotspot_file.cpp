#include "workloads/python/hotspot_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "workloads/python/conversion.hpp"
#include "workloads/python/definition_module.hpp"
#include "workloads/python/python_error.hpp"

namespace py = pybind11;

namespace greenbench {
namespace {

/// A name of letters, digits and underscores that no other path has, so that pickling finds the module again.
std::string module_name(const std::filesystem::path& path) {
  std::string stem = path.stem().string();
  std::ranges::replace_if(
      stem, [](unsigned char character) { return std::isalnum(character) == 0; }, '_');
  return fmt::format("{}_{:016x}", stem, std::hash<std::string>{}(path.string()));
}

void allow_imports_from(const std::filesystem::path& folder) {
  auto paths = py::module_::import("sys").attr("path").cast<py::list>();
  if (!paths.contains(folder.string())) paths.append(folder.string());
}

/// Executes the file as a module of sys.modules: dataclasses, pickle and multiprocessing look it up there.
py::object execute(const std::filesystem::path& path) {
  const std::string name = module_name(path);
  const py::object modules = py::module_::import("sys").attr("modules");
  if (modules.contains(name)) return modules[py::str(name)];
  const py::object loader = py::module_::import("importlib.machinery").attr("SourceFileLoader")(name, path.string());
  const py::module_ importing = py::module_::import("importlib.util");
  const py::object spec = importing.attr("spec_from_file_location")(name, path.string(), py::arg("loader") = loader);
  py::object module = importing.attr("module_from_spec")(spec);
  modules[py::str(name)] = module;
  try {
    loader.attr("exec_module")(module);
  } catch (py::error_already_set&) {
    modules.attr("pop")(name);
    throw;
  }
  return module;
}

/// What is wrong with the name under which @hotspot keeps what it makes: a file may have assigned to it.
std::optional<std::string> not_made_by_decorator(const py::object& found) {
  if (!py::isinstance<py::list>(found))
    return fmt::format("__greenbench_hotspots__, which @hotspot keeps, is {}", type_named(found));
  const py::object made = py::module_::import(definition_module).attr("DescribedHotspot");
  for (const py::handle hotspot : found)
    if (!py::isinstance(hotspot, made))
      return fmt::format("__greenbench_hotspots__, which @hotspot keeps, holds {}", type_named(hotspot));
  return std::nullopt;
}

/// What a Hotspot or a Variant of greenbench.hotspots.definition misses: "needs numpy", or nothing.
std::string not_available(const py::handle described) {
  const auto missing = described.attr("missing")().cast<std::vector<std::string>>();
  return missing.empty() ? "" : fmt::format("needs {}", fmt::join(missing, ", "));
}

VariantInfo variant_info(const py::handle variant) {
  return {.language = "python",
          .name = variant.attr("name").cast<std::string>(),
          .baseline = variant.attr("baseline").cast<bool>(),
          .max_size = variant.attr("max_size").cast<std::optional<std::uint64_t>>(),
          .max_size_reason = utf8(variant.attr("reason")),
          .not_available = not_available(variant),
          .needs = variant.attr("needs").cast<std::vector<std::string>>()};
}

HotspotInfo hotspot_info(const py::handle hotspot, const std::string& path) {
  HotspotInfo info{.id = hotspot.attr("id").cast<std::string>(),
                   .description = utf8(hotspot.attr("description")),
                   .default_size = hotspot.attr("default_size").cast<std::uint64_t>(),
                   .article_size = hotspot.attr("article_size").cast<std::uint64_t>(),
                   .sizes = hotspot.attr("sizes").cast<std::vector<std::uint64_t>>(),
                   .variants = {},
                   .relative_tolerance = hotspot.attr("tolerance").cast<double>(),
                   .file = path,
                   .not_available = not_available(hotspot),
                   .needs_server = hotspot.attr("needs_server").cast<bool>(),
                   .parallel = hotspot.attr("parallel").cast<bool>(),
                   .needs = hotspot.attr("needs").cast<std::vector<std::string>>()};
  for (const py::handle variant : hotspot.attr("variants")) info.variants.push_back(variant_info(variant));
  return info;
}

}  // namespace

HotspotFile::HotspotFile(const std::filesystem::path& file)
    : shown_(file.string()), path_(std::filesystem::absolute(file).lexically_normal().string()) {
  if (!std::filesystem::is_regular_file(path_)) throw HotspotFileError(shown_, 0, "there is no such file");
  try {
    allow_imports_from(std::filesystem::path(path_).parent_path());
    const py::object module = execute(path_);
    const py::object found = py::getattr(module, "__greenbench_hotspots__", py::list());
    if (const auto odd = not_made_by_decorator(found)) throw HotspotFileError(shown_, 0, *odd);
    py::module_::import("greenbench.hotspots.overlooked").attr("check_module")(module, found);
    hotspots_ = found;
  } catch (const py::error_already_set& error) {
    throw loading_error(error, path_, shown_);
  }
  if (hotspots_.empty())
    throw HotspotFileError(shown_, 0, "it defines no hotspot: decorate a class with @hotspot(\"suite/name\", ...)");
}

template <typename Work>
auto HotspotFile::as_file_error(const Work& work) const -> decltype(work()) {
  try {
    return work();
  } catch (const py::error_already_set& error) {
    throw loading_error(error, path_, shown_);
  } catch (const py::cast_error&) {
    throw HotspotFileError(shown_, 0, "one of its hotspots has a value of a type that the program cannot read");
  }
}

std::vector<HotspotInfo> HotspotFile::describe() const {
  return as_file_error([&] {
    std::vector<HotspotInfo> found;
    for (const py::handle hotspot : hotspots_) found.push_back(hotspot_info(hotspot, path_));
    return found;
  });
}

PackageVersions HotspotFile::package_versions() const {
  return as_file_error([&] {
    PackageVersions versions;
    for (const py::handle hotspot : hotspots_)
      versions.merge(hotspot.attr("package_versions")().cast<PackageVersions>());
    return versions;
  });
}

py::object HotspotFile::find(const std::string& id) const {
  std::vector<std::string> ids;
  py::object found = as_file_error([&] {
    for (const py::handle hotspot : hotspots_) {
      ids.push_back(hotspot.attr("id").cast<std::string>());
      if (ids.back() == id) return py::reinterpret_borrow<py::object>(hotspot);
    }
    return py::object{};
  });
  if (found) return found;
  throw HotspotFileError(shown_, 0, fmt::format("it defines no hotspot {}, only {}", id, fmt::join(ids, ", ")));
}

}  // namespace greenbench
