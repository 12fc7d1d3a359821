// database/iterate in C++: all rows at once, row by row, or in batches.
#include <cstdint>
#include <vector>

#include "workloads/database/sample_database.hpp"
#include "workloads/native.hpp"

namespace greenbench {

NativeHotspot database_iterate();

namespace {

struct Order {
  std::int64_t id;
  std::int64_t customer_id;
  std::int64_t amount_cents;
};

class Iterate {
 public:
  static void prepare(const std::filesystem::path& folder, std::uint64_t size) {
    write_sample_database(folder, SampleTables::orders, size);
  }
  Iterate(std::uint64_t /*size*/, const Surroundings& surroundings)
      : database_(open_sample_database(surroundings.prepared.value())),
        orders_(database_.prepare("SELECT id, customer_id, amount_cents FROM orders")) {}

  std::int64_t fetchall() const;
  std::int64_t cursor() const;
  std::int64_t fetchmany_2000() const;

 private:
  [[nodiscard]] Order order() const { return {orders_.integer(0), orders_.integer(1), orders_.integer(2)}; }

  // Running a statement moves it, and leaves the rows as they were.
  mutable Connection database_;
  mutable Statement orders_;
};

std::int64_t Iterate::fetchall() const {
  std::vector<Order> all;
  while (orders_.step()) all.push_back(order());
  std::int64_t total = 0;
  for (const Order& each : all) total += each.amount_cents;
  return total;
}

std::int64_t Iterate::cursor() const {
  std::int64_t total = 0;
  while (orders_.step()) total += order().amount_cents;
  return total;
}

std::int64_t Iterate::fetchmany_2000() const {
  constexpr std::size_t batch_size = 2'000;
  std::vector<Order> batch;
  batch.reserve(batch_size);
  std::int64_t total = 0;
  for (bool more = true; more;) {
    batch.clear();
    while (batch.size() < batch_size && (more = orders_.step())) batch.push_back(order());
    for (const Order& each : batch) total += each.amount_cents;
  }
  return total;
}

}  // namespace

NativeHotspot database_iterate() {
  return native_hotspot<Iterate>(
      {.id = "database/iterate",
       .description = "The amounts of all orders are added up while their rows come one by one, in batches or at once. "
                      "A job that holds every row at the same time needs memory in proportion to the table.",
       .default_size = 20'000,
       .article_size = 500'000,
       .sizes = {100, 1'000, 10'000, 100'000, 500'000}},
      native_baseline("fetchall", &Iterate::fetchall), native_variant("cursor", &Iterate::cursor),
      native_variant("fetchmany_2000", &Iterate::fetchmany_2000));
}

}  // namespace greenbench
