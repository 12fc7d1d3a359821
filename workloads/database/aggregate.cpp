// database/aggregate in C++: a sum in the program or in the database.
#include <cstdint>

#include "workloads/database/sample_database.hpp"
#include "workloads/native.hpp"

namespace greenbench {

NativeHotspot database_aggregate();

namespace {

class Aggregate {
 public:
  static void prepare(const std::filesystem::path& folder, std::uint64_t size) {
    write_sample_database(folder, SampleTables::orders, size);
  }
  Aggregate(std::uint64_t /*size*/, const Surroundings& surroundings)
      : database_(open_sample_database(surroundings.prepared.value())),
        amounts_(database_.prepare("SELECT amount_cents FROM orders")),
        total_(database_.prepare("SELECT sum(amount_cents) FROM orders")) {}

  std::int64_t in_application() const;
  std::int64_t in_sql() const;

 private:
  // Running a statement moves it, and leaves the rows as they were.
  mutable Connection database_;
  mutable Statement amounts_;
  mutable Statement total_;
};

std::int64_t Aggregate::in_application() const {
  std::int64_t total = 0;
  while (amounts_.step()) total += amounts_.integer(0);
  return total;
}

std::int64_t Aggregate::in_sql() const {
  const std::int64_t total = total_.step() ? total_.integer(0) : 0;
  total_.reset();
  return total;
}

}  // namespace

NativeHotspot database_aggregate() {
  return native_hotspot<Aggregate>(
      {.id = "database/aggregate",
       .description = "The amounts of all orders are added up in the program or by the database. "
                      "Rows that never leave the database need not be turned into objects.",
       .default_size = 30'000,
       .article_size = 100'000,
       .sizes = {10, 100, 1'000, 10'000, 100'000}},
      native_baseline("in_application", &Aggregate::in_application), native_variant("in_sql", &Aggregate::in_sql));
}

}  // namespace greenbench
