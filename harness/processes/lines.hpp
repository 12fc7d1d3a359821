// Lines of text through pipes.
//
//   LineReader reader{STDIN_FILENO};
//   while (const std::optional<std::string> line = reader.next()) obey(*line);
//   if (!write_all(pipe, answer + "\n")) nobody_reads();
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace greenbench {

/// Lines of text from a descriptor.
class LineReader {
 public:
  explicit LineReader(int descriptor) : descriptor_(descriptor) {}

  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// The next whole line without its end; empty at the end of input. Waits for it.
  [[nodiscard]] std::optional<std::string> next();
  /// Whether a whole line is there already.
  [[nodiscard]] bool has_line() const { return buffered_.find('\n') != std::string::npos; }

 private:
  int descriptor_;
  std::string buffered_;
};

/// False when nobody reads any more.
[[nodiscard]] bool write_all(int descriptor, std::string_view text);

}  // namespace greenbench
