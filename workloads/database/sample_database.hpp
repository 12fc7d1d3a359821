// The rows that the database suite reads, the same as sample_rows.py makes, in a file that is written once per run.
//
//   write_sample_database(folder, SampleTables::orders, 100'000);     // in prepare()
//   Connection database = open_sample_database(folder);               // in the constructor
//   Statement amounts = database.prepare("SELECT amount_cents FROM orders");
#pragma once

#include <cstdint>
#include <filesystem>

#include "workloads/database/sqlite.hpp"

namespace greenbench {

/// authors_and_articles: `size` articles, ten of each author. stories: articles with a text of 2,048 bytes.
enum class SampleTables { authors_and_articles, stories, orders };

void write_sample_database(const std::filesystem::path& folder, SampleTables tables, std::uint64_t size);

/// For reading: every variant of a run reads the same file.
[[nodiscard]] Connection open_sample_database(const std::filesystem::path& folder);

}  // namespace greenbench
