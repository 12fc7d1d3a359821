// The format for programs: the bytes of run.json, whose shape results/run.schema.json describes.

#include "results/run_document.hpp"
#include "results/writers.hpp"

namespace greenbench {

std::string write_json(const Report& report, const Run& run, const WriteOptions& /*options*/) {
  return run_document(report, run);
}

}  // namespace greenbench
