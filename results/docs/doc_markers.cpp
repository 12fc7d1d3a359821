#include "results/docs/doc_markers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "results/docs/marker_line.hpp"
#include "results/docs/page_code.hpp"

namespace greenbench {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// One line of the page and where it stands.
struct PageLine {
  std::size_t number = 0;
  std::size_t begin = 0;
  std::size_t end = 0;            ///< behind its newline
  std::string_view content = {};  ///< without newline and byte order mark
  std::string_view newline = {};  ///< empty at the end of a page that has none
};

PageLine line_at(std::string_view page, std::size_t begin, std::size_t number) {
  const std::size_t feed = page.find('\n', begin);
  PageLine line{.number = number, .begin = begin, .end = feed == std::string_view::npos ? page.size() : feed + 1};
  std::string_view text = page.substr(begin, line.end - begin);
  const std::size_t newline_length = text.ends_with("\r\n") ? 2 : (text.ends_with('\n') ? 1 : 0);
  line.newline = text.substr(text.size() - newline_length);
  text.remove_suffix(newline_length);
  if (begin == 0 && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  line.content = text;
  return line;
}

/// Cuts the page behind every begin and before every end.
class Cutter {
 public:
  explicit Cutter(std::string_view page) : page_(page) {}

  void add(const PageLine& line, const MarkerLine& marker) {
    if (marker.word == "table") {
      begin_table(line, marker);
    } else {
      end_table(line, marker);
    }
  }

  [[nodiscard]] std::vector<DocPiece> finish() {
    if (open_) throw MarkerError(open_->line, "greenbench:table has no greenbench:end");
    cut_at(page_.size(), std::nullopt);
    return std::move(pieces_);
  }

 private:
  void begin_table(const PageLine& line, const MarkerLine& marker) {
    if (open_) {
      throw MarkerError(line.number, fmt::format("greenbench:table inside the one of line {}, which has no "
                                                 "greenbench:end yet",
                                                 open_->line));
    }
    cut_at(line.end, std::nullopt);
    open_ = TableMarker{.line = line.number,
                        .attributes = marker.attributes,
                        .indent = marker.indent,
                        .newline = std::string{line.newline}};
  }

  void end_table(const PageLine& line, const MarkerLine& marker) {
    if (!open_) throw MarkerError(line.number, "greenbench:end without a greenbench:table before it");
    if (!marker.attributes.empty()) throw MarkerError(line.number, "greenbench:end takes no attributes");
    cut_at(line.begin, std::exchange(open_, std::nullopt));
  }

  void cut_at(std::size_t place, std::optional<TableMarker> marker) {
    pieces_.push_back({.text = page_.substr(begun_, place - begun_), .marker = std::move(marker)});
    begun_ = place;
  }

  std::string_view page_;
  std::size_t begun_ = 0;
  std::optional<TableMarker> open_;
  std::vector<DocPiece> pieces_;
};

}  // namespace

std::vector<DocPiece> split_page(std::string_view page, Markup markup) {
  PageCode code{markup};
  Cutter cutter{page};
  PageLine line;
  while (line.end < page.size()) {
    line = line_at(page, line.end, line.number + 1);
    if (code.covers(line.content)) continue;
    if (const auto marker = read_marker(line.content, line.number, markup)) cutter.add(line, *marker);
  }
  return cutter.finish();
}

}  // namespace greenbench
