// The program as a file of its own.
#include "harness/command_line/message.hpp"
#include "harness/processes/privileges.hpp"
#include "harness/program.hpp"

int main(int argc, char** argv) {
  greenbench::hold_standard_descriptors();
  greenbench::obey_temporary_folder();
  greenbench::ignore_broken_pipes();
  return static_cast<int>(greenbench::run_program({argv + 1, argv + argc}, greenbench::find_installation));
}
