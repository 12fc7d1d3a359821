#include "harness/worker/siblings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace greenbench {
namespace {

struct PipeEnds {
  FileDescriptor reading;
  FileDescriptor writing;
};

PipeEnds open_pipe() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::system_error{errno, std::generic_category(), "pipe"};
  return {FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
}

void write_text(const FileDescriptor& descriptor, const std::string& text) {
  ASSERT_EQ(write(descriptor.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
}

TEST(LineReader, GivesWholeLinesHoweverTheyCome) {
  PipeEnds ends = open_pipe();
  LineReader reader{ends.reading.get()};
  write_text(ends.writing, "one\ntw");
  EXPECT_FALSE(reader.has_line()) << "nothing was read yet";
  EXPECT_EQ(reader.next(), "one");
  EXPECT_FALSE(reader.has_line()) << "only its beginning is there";
  write_text(ends.writing, "o\n\nfour\nfi");
  EXPECT_EQ(reader.next(), "two");
  EXPECT_TRUE(reader.has_line());
  EXPECT_EQ(reader.next(), "");
  EXPECT_EQ(reader.next(), "four");
  ends.writing = FileDescriptor{};
  EXPECT_FALSE(reader.next()) << "a line that never ended is none";
  EXPECT_FALSE(reader.next());
}

TEST(LineReader, TakesALineLongerThanItsBuffer) {
  PipeEnds ends = open_pipe();
  const pid_t writer = fork();
  if (writer == 0) {
    const std::string line = std::string(200'000, 'x') + "\n";
    for (std::size_t at = 0; at < line.size();) {
      at += static_cast<std::size_t>(write(ends.writing.get(), line.data() + at, line.size() - at));
    }
    _exit(0);
  }
  LineReader reader{ends.reading.get()};
  EXPECT_EQ(reader.next().value_or("").size(), 200'000U);
  waitpid(writer, nullptr, 0);
}

/// What a worker of these tests does with its commands.
using Worker = std::function<int(std::uint32_t variant, LineReader& commands, const Voice& voice)>;

int answers_every_command(std::uint32_t variant, LineReader& commands, const Voice& voice) {
  while (const auto line = commands.next()) {
    if (command_from_line(*line).variant != variant) return 9;
    voice.say(FinishedMessage{variant});
  }
  return 0;
}

/// A round as the controller sees it: a process with commands in and messages out.
class SiblingsTest : public ::testing::Test {
 protected:
  ~SiblingsTest() override {
    if (round_ <= 0) return;
    kill(round_, SIGKILL);
    waitpid(round_, nullptr, 0);
  }

  /// Starts a round of as many workers.
  void start(std::uint32_t count, const Worker& worker) {
    start([count, worker](Voice& voice) {
      Siblings siblings{{.fork = ::fork, .before_gone = [&voice] { voice.say(ComplaintMessage{"badly"}); }}, voice};
      for (std::uint32_t variant = 0; variant < count; ++variant) {
        siblings.start(variant, [&](int descriptor) {
          LineReader commands{descriptor};
          return worker(variant, commands, voice);
        });
      }
      LineReader input{STDIN_FILENO};
      siblings.relay_commands(input);
    });
  }

  void start(const std::function<void(Voice&)>& serve) {
    PipeEnds input = open_pipe();
    PipeEnds output = open_pipe();
    round_ = fork();
    if (round_ == 0) {
      std::signal(SIGPIPE, SIG_IGN);  // as main() does
      dup2(input.reading.get(), STDIN_FILENO);
      dup2(output.writing.get(), STDOUT_FILENO);
      for (PipeEnds* ends : {&input, &output}) *ends = {};
      Voice voice;
      serve(voice);
      voice.say(EndMessage{});
      _exit(0);
    }
    commands_ = std::move(input.writing);
    messages_ = std::move(output.reading);
    reader_.emplace(messages_.get());
  }

  void tell(WorkerCommand::Kind kind, std::uint32_t variant) {
    write_text(commands_, line_of(WorkerCommand{kind, variant}));
  }

  void end_commands() { commands_ = FileDescriptor{}; }

  /// The next message, which must be of this kind.
  template <class Message>
  Message heard() {
    const auto line = reader_->next();
    if (!line) throw std::runtime_error{"the round has ended"};
    return std::get<Message>(message_from_line(*line));
  }

  /// Nobody has the pipe open any more, and nothing was left unread in it.
  void expect_silence() { EXPECT_EQ(reader_->next(), std::nullopt); }

  pid_t round_ = -1;
  FileDescriptor commands_;
  FileDescriptor messages_;
  std::optional<LineReader> reader_;
};

using Kind = WorkerCommand::Kind;

TEST_F(SiblingsTest, CommandsReachTheRightWorker) {
  start(3, answers_every_command);
  for (const std::uint32_t variant : {2U, 0U, 1U, 1U, 2U}) {
    tell(Kind::measure, variant);
    EXPECT_EQ(heard<FinishedMessage>().variant, variant);
  }
}

TEST_F(SiblingsTest, TheEndOfTheCommandsEndsAllWorkers) {
  start(3, answers_every_command);
  end_commands();
  std::map<std::uint32_t, std::optional<int>> ended;
  for (int i = 0; i < 3; ++i) {
    const auto gone = heard<GoneMessage>();
    ended[gone.variant] = gone.exit_code;
  }
  EXPECT_EQ(ended, (std::map<std::uint32_t, std::optional<int>>{{0, 0}, {1, 0}, {2, 0}}));
  heard<EndMessage>();
  expect_silence();
}

TEST_F(SiblingsTest, CommandsBeforeTheEndAreStillCarriedOut) {
  start(1, answers_every_command);
  write_text(commands_, line_of(WorkerCommand{Kind::measure, 0}) + line_of(WorkerCommand{Kind::measure, 0}));
  end_commands();
  heard<FinishedMessage>();
  heard<FinishedMessage>();
  EXPECT_EQ(heard<GoneMessage>().exit_code, 0);
}

TEST_F(SiblingsTest, AWorkerThatEndsIsSaidToBeGoneWithItsExitCode) {
  start(2, [](std::uint32_t variant, LineReader& commands, const Voice& voice) {
    return variant == 0 ? 7 : answers_every_command(variant, commands, voice);
  });
  EXPECT_EQ(heard<ComplaintMessage>().text, "badly") << "said before it is gone";
  const auto gone = heard<GoneMessage>();
  EXPECT_EQ(gone.variant, 0U);
  EXPECT_EQ(gone.exit_code, 7);
  EXPECT_EQ(gone.signal, 0);
  tell(Kind::measure, 0);  // into the void
  tell(Kind::measure, 1);
  EXPECT_EQ(heard<FinishedMessage>().variant, 1U) << "the other one goes on";
}

TEST_F(SiblingsTest, AWorkerThatEndsWithoutFaultIsSaidToBeGoneAsWell) {
  start(1, [](std::uint32_t, LineReader&, const Voice&) { return 0; });
  EXPECT_EQ(heard<GoneMessage>().exit_code, 0) << "and nobody is blamed before";
}

TEST_F(SiblingsTest, AWorkerThatASignalEndsIsSaidToBeGoneWithIt) {
  start(1, [](std::uint32_t, LineReader&, const Voice&) { return raise(SIGKILL); });
  heard<ComplaintMessage>();
  const auto gone = heard<GoneMessage>();
  EXPECT_FALSE(gone.exit_code);
  EXPECT_EQ(gone.signal, SIGKILL);
}

TEST_F(SiblingsTest, AWorkerThatListensToNobodyCanBeKilled) {
  start(2, [](std::uint32_t variant, LineReader& commands, const Voice& voice) {
    while (variant == 1) pause();
    return answers_every_command(variant, commands, voice);
  });
  tell(Kind::measure, 1);
  tell(Kind::kill, 1);
  heard<ComplaintMessage>();
  const auto gone = heard<GoneMessage>();
  EXPECT_EQ(gone.variant, 1U);
  EXPECT_EQ(gone.signal, SIGKILL);
  tell(Kind::measure, 0);
  EXPECT_EQ(heard<FinishedMessage>().variant, 0U);
}

TEST_F(SiblingsTest, WorkersEndWithTheirRoundEvenWhenItIsKilled) {
  start(2, [](std::uint32_t variant, LineReader&, const Voice& voice) {
    voice.say(FinishedMessage{variant});
    while (true) pause();
    return 0;
  });
  heard<FinishedMessage>();
  heard<FinishedMessage>();
  kill(round_, SIGKILL);
  expect_silence();
}

TEST_F(SiblingsTest, TheRoundsInputIsNotTheWorkers) {
  start(1, [](std::uint32_t, LineReader&, const Voice&) {
    char byte = 0;
    return read(STDIN_FILENO, &byte, 1) == 0 ? 0 : 1;
  });
  EXPECT_EQ(heard<GoneMessage>().exit_code, 0);
}

TEST_F(SiblingsTest, WhatAWorkerPrintsIsNoMessage) {
  start(1, [](std::uint32_t variant, LineReader&, const Voice& voice) {
    const std::string text = "{\"end\": true}\n";
    if (write(STDOUT_FILENO, text.data(), text.size()) < 0) return 1;
    voice.say(FinishedMessage{variant});
    return 0;
  });
  heard<FinishedMessage>();
}

TEST_F(SiblingsTest, AChildThatAVariantLetsReturnDoesNotSpeakForTheWorker) {
  start(1, [](std::uint32_t variant, LineReader& commands, const Voice& voice) {
    while (commands.next()) {
      const pid_t child = fork();
      if (child != 0) waitpid(child, nullptr, 0);
      voice.say(FinishedMessage{variant});  // the child ends here
    }
    return 0;
  });
  for (int turn = 0; turn < 2; ++turn) {
    tell(Kind::measure, 0);
    EXPECT_EQ(heard<FinishedMessage>().variant, 0U);
  }
  end_commands();
  EXPECT_EQ(heard<GoneMessage>().exit_code, 0) << "no second answer to one command";
}

TEST_F(SiblingsTest, AnExceptionOfAWorkerDoesNotLeaveItsProcess) {
  start(1, [](std::uint32_t, LineReader&, const Voice&) -> int { throw std::runtime_error{"no"}; });
  heard<ComplaintMessage>();
  EXPECT_EQ(heard<GoneMessage>().exit_code, 1);
  end_commands();
  heard<EndMessage>();
}

TEST_F(SiblingsTest, AProcessThatCannotBeMadeIsAnError) {
  start([](Voice& voice) {
    Siblings siblings{{.fork =
                           [] {
                             errno = EAGAIN;
                             return pid_t{-1};
                           }},
                      voice};
    try {
      siblings.start(0, [](int) { return 0; });
    } catch (const std::system_error& error) {
      voice.say(ComplaintMessage{error.code() == std::errc::resource_unavailable_try_again ? "again" : "else"});
    }
  });
  EXPECT_EQ(heard<ComplaintMessage>().text, "again");
  heard<EndMessage>();
}

}  // namespace
}  // namespace greenbench
