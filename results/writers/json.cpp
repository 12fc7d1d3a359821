// The format for programs: the bytes of run.json, whose shape results/schemas/run.schema.json describes.

#include "results/files/run_document.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {

std::string write_json(const Report& report, const Run& run, const WriteOptions& /*options*/) {
  return run_document(report, run);
}

}  // namespace greenbench
