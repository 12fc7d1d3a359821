// The format for data frames: the bytes of samples.csv, one row per repetition.

#include "results/files/samples_csv.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {

std::string write_csv(const Report& /*report*/, const Run& run, const WriteOptions& /*options*/) {
  return samples_csv(run);
}

}  // namespace greenbench
