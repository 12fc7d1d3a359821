// A stretch of a test in which the process has no right to read other users' files, even when tests run as root.
//
//   const Unprivileged nobody;
//   EXPECT_TRUE(open_file("/root/secret").error);
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace greenbench::testing {

class Unprivileged {
 public:
  Unprivileged() : before_(geteuid()) {
    if (before_ == 0 && seteuid(65534) != 0) throw std::system_error{errno, std::generic_category(), "seteuid"};
  }
  ~Unprivileged() {
    if (seteuid(before_) != 0) std::terminate();
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  uid_t before_;
};

}  // namespace greenbench::testing
