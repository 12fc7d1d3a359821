#include "workloads/python/python_variant.hpp"

#include <fmt/format.h>

#include <utility>

#include "workloads/python/conversion.hpp"
#include "workloads/python/python_error.hpp"

namespace py = pybind11;

namespace greenbench {
namespace {

class PythonVariant final : public Variant {
 public:
  PythonVariant(std::shared_ptr<PythonObject> object, py::handle description)
      : object_(std::move(object)),
        function_(object_->self.attr(description.attr("name"))),
        changes_(description.attr("changes")),
        place_(description.attr("place")) {}

  [[nodiscard]] Answer answer() override;
  [[nodiscard]] Answer checked_answer() override;
  [[nodiscard]] bool needs_reset() const override { return !object_->reset.is_none(); }
  void reset() override;
  void run(benchmark::State& state) override;
  [[nodiscard]] std::string failure() const override { return failure_; }

 private:
  [[nodiscard]] py::object finished_result() const;
  [[nodiscard]] Answer compared(const py::object& result) const;
  [[noreturn]] void refuse(const py::object& value, const IncomparableResult& reason) const;
  void begin_watching();
  void refuse_changes() const;
  void call_in_loop(benchmark::State& state);
  void consume_in_loop(benchmark::State& state);
  void fail(benchmark::State& state);

  std::shared_ptr<PythonObject> object_;
  py::object function_;  ///< the bound method, looked up once
  py::object changes_;   ///< the attributes that it means to change
  py::object place_;     ///< the line of its decorator
  std::string failure_;
};

/// What a hotspot raises becomes an exception of the program, with the traceback.
template <typename Work>
auto with_traceback(const py::object& self, const Work& work) {
  try {
    return work();
  } catch (const py::error_already_set& error) {
    throw std::runtime_error(explained(error, py::type::of(self), self));
  }
}

void refuse_for(const py::object& objection) {
  if (!objection.is_none()) throw UnfitVariant(utf8(objection));
}

Answer PythonVariant::answer() {
  reset();
  return with_traceback(object_->self, [&] { return compared(finished_result()); });
}

/// Without reset() the data is looked at before check(), which may use it as it likes.
Answer PythonVariant::checked_answer() {
  reset();
  return with_traceback(object_->self, [&] {
    begin_watching();
    const py::object result = finished_result();
    if (!needs_reset()) refuse_changes();
    Answer answer = compared(result);
    if (needs_reset()) {
      object_->reset();
      refuse_changes();
    }
    return answer;
  });
}

/// What the timed loop would have made. A lazy one is refused before check() can do its work.
py::object PythonVariant::finished_result() const {
  py::object result = function_();
  if (!object_->consume.is_none()) result = object_->consume(result);
  refuse_for(py::module_::import("greenbench.hotspots.lazy").attr("objection")(result));
  return result;
}

Answer PythonVariant::compared(const py::object& result) const {
  const py::object value = object_->check.is_none() ? result : object_->check(result);
  try {
    return answer_from_python(value);
  } catch (const IncomparableResult& reason) {
    refuse(value, reason);
  }
}

/// The value that nobody can compare may lie inside of the one that was returned.
void PythonVariant::refuse(const py::object& value, const IncomparableResult& reason) const {
  const std::string whole = type_named(value);
  const std::string what = whole == reason.what() ? whole : fmt::format("{} with {} in it", whole, reason.what());
  const std::string place = fmt::format("{}:{}", utf8(place_.attr("filename")), utf8(place_.attr("lineno")));
  if (object_->check.is_none())
    throw UnfitVariant(fmt::format(
        "returns {}, which cannot be compared ({}); give the hotspot a method check(self, result) that turns it into "
        "numbers, text, or lists of them",
        what, place));
  throw UnfitVariant(fmt::format(
      "cannot be compared ({}): check() turns its result into {}; turn it into numbers, text, or lists of them", place,
      what));
}

void PythonVariant::begin_watching() {
  if (object_->watch.is_none())
    object_->watch = py::module_::import("greenbench.hotspots.inputs").attr("InputWatch")(object_->self);
  object_->watch.attr("begin")();
}

void PythonVariant::refuse_changes() const {
  refuse_for(object_->watch.attr("objection")(changes_, needs_reset()));
}

void PythonVariant::reset() {
  if (needs_reset()) with_traceback(object_->self, [&] { object_->reset(); });
}

void PythonVariant::run(benchmark::State& state) {
  failure_.clear();
  if (object_->consume.is_none()) {
    call_in_loop(state);
  } else {
    consume_in_loop(state);
  }
}

/// The result is released inside the loop: freeing what a variant made is part of its cost.
void PythonVariant::call_in_loop(benchmark::State& state) {
  PyObject* const function = function_.ptr();
  for (auto _ : state) {
    PyObject* const result = PyObject_CallNoArgs(function);
    if (result == nullptr) {
      fail(state);
      break;
    }
    Py_DECREF(result);
  }
}

void PythonVariant::consume_in_loop(benchmark::State& state) {
  PyObject* const function = function_.ptr();
  PyObject* const consume = object_->consume.ptr();
  for (auto _ : state) {
    PyObject* const lazy = PyObject_CallNoArgs(function);
    PyObject* const result = lazy == nullptr ? nullptr : PyObject_CallOneArg(consume, lazy);
    Py_XDECREF(lazy);
    if (result == nullptr) {
      fail(state);
      break;
    }
    Py_DECREF(result);
  }
}

void PythonVariant::fail(benchmark::State& state) {
  const py::error_already_set error;
  failure_ = explained(error, py::type::of(object_->self), object_->self);
  state.SkipWithError(failure_.c_str());
}

}  // namespace

PythonObject python_object(const py::object& definition, const py::object& self) {
  return {.self = self,
          .check = py::getattr(self, "check", py::none()),
          .reset = py::getattr(self, "reset", py::none()),
          .consume = definition.attr("consume"),
          .watch = py::none()};
}

std::unique_ptr<Variant> make_python_variant(std::shared_ptr<PythonObject> object, py::handle description) {
  return std::make_unique<PythonVariant>(std::move(object), description);
}

}  // namespace greenbench
