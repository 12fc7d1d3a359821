#include "harness/exec/command_words.hpp"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sstream>

#include "harness/processes/child_process.hpp"

namespace greenbench {
namespace {

constexpr std::string_view of_the_shell = "|&;<>()$`*?[]#~!{}\n";

/// Splits a text word by word; ok() is false once something needs a shell.
class WordSplitter {
 public:
  explicit WordSplitter(std::string_view text) : rest_(text) {}

  [[nodiscard]] std::optional<std::vector<std::string>> words() {
    while (!rest_.empty() && fine_) take();
    end_word();
    if (!fine_ || words_.empty() || is_assignment(words_.front())) return std::nullopt;
    return std::move(words_);
  }

 private:
  static bool is_assignment(const std::string& word) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0) return false;
    return std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals),
                       [](unsigned char character) { return std::isalnum(character) != 0 || character == '_'; });
  }

  char next() {
    const char first = rest_.front();
    rest_.remove_prefix(1);
    return first;
  }

  void end_word() {
    if (in_word_) words_.push_back(word_);
    word_.clear();
    in_word_ = false;
  }

  void add(char character) {
    word_ += character;
    in_word_ = true;
  }

  void take() {
    const char character = next();
    if (character == ' ' || character == '\t') {
      end_word();
    } else if (character == '\'') {
      take_single_quoted();
    } else if (character == '"') {
      take_double_quoted();
    } else if (character == '\\') {
      fine_ = !rest_.empty();
      if (fine_) add(next());
    } else {
      fine_ = of_the_shell.find(character) == std::string_view::npos;
      add(character);
    }
  }

  void take_single_quoted() {
    in_word_ = true;
    const std::size_t end = rest_.find('\'');
    fine_ = end != std::string_view::npos;
    if (!fine_) return;
    word_ += rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
  }

  void take_double_quoted() {
    in_word_ = true;
    while (!rest_.empty()) {
      const char character = next();
      if (character == '"') return;
      if (character == '$' || character == '`' || character == '\\') break;
      word_ += character;
    }
    fine_ = false;
  }

  std::string_view rest_;
  std::vector<std::string> words_;
  std::string word_;
  bool in_word_ = false;
  bool fine_ = true;
};

bool is_program(const std::filesystem::path& path) {
  return access(path.c_str(), X_OK) == 0 && !std::filesystem::is_directory(path);
}

}  // namespace

std::optional<std::vector<std::string>> split_words(std::string_view text) {
  return WordSplitter{text}.words();
}

std::optional<std::string> find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return is_program(name) ? std::optional{name} : std::nullopt;
  std::istringstream folders{environment_variable("PATH").value_or("/bin:/usr/bin")};
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::filesystem::path path = std::filesystem::path{folder.empty() ? "." : folder} / name;
    if (is_program(path)) return path.string();
  }
  return std::nullopt;
}

std::optional<std::vector<std::string>> words_of_program(std::string_view text) {
  std::optional<std::vector<std::string>> words = split_words(text);
  return words && find_program(words->front()) ? words : std::nullopt;
}

std::string with_parameters(std::string_view text, const Parameters& parameters) {
  std::string filled;
  while (!text.empty()) {
    const std::size_t end = text.find('}');
    const auto named = text.front() == '{' && end != std::string_view::npos
                           ? parameters.find(std::string{text.substr(1, end - 1)})
                           : parameters.end();
    if (named == parameters.end()) {
      filled += text.front();
      text.remove_prefix(1);
    } else {
      filled += named->second;
      text.remove_prefix(end + 1);
    }
  }
  return filled;
}

std::vector<Parameters> combinations(const std::vector<ParameterValues>& parameters) {
  std::vector<Parameters> all{{}};
  for (const ParameterValues& each : parameters) {
    std::vector<Parameters> longer;
    for (const Parameters& so_far : all) {
      for (const std::string& value : each.values) {
        longer.push_back(so_far);
        longer.back()[each.name] = value;
      }
    }
    all = std::move(longer);
  }
  return all;
}

}  // namespace greenbench
