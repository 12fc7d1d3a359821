#!/usr/bin/env bash
# What action.yml does, for any CI that has a shell: builds greenbench once for each version of it, measures, and judges.
# Inputs come from the environment, never from the text of a command, so that nothing in them is executed by this file.
#
#   scripts/ci_action.sh place                       # prints place=FOLDER and key=HASH, for a cache
#   program=$(scripts/ci_action.sh install)          # installs there what is missing, prints the program's path
#   ARGUMENTS='exec ./parse' GREENBENCH=$program scripts/ci_action.sh measure
#
# `place` and `install` read GREENBENCH_CI_HOME (default: greenbench-ci in the user's cache), and DEV_SKIP_SETUP=1
# installs no packages. `measure` reads
#   ARGUMENTS   run or exec and its words, quoted as for a shell
#   AGAINST     a commit, for --against; none where it is empty
#   BUILD       a command, for --build; none where it is empty
#   BUDGET      the file of budgets (energy.toml)
#   OUT         the run's folder (greenbench-results/ci)
#   UNDECIDED   fail or warn: whether exit code 4 fails
#   GREENBENCH  the program (greenbench)
# and writes exit-code, run and report to GITHUB_OUTPUT where that is set. It ends with greenbench's exit code.
set -euo pipefail

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")

say() { printf 'ci_action: %s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 2
}

# output NAME VALUE: for later steps. A line break would begin another output.
output() {
  [[ $2 != *$'\n'* ]] || fail "$1: a line break in: $2"
  if [ -n "${GITHUB_OUTPUT-}" ]; then printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; fi
}

# The sources less what a build leaves there, as a stream.
sources() {
  tar --create --directory "$root" --exclude=./.git --exclude=./build --exclude=./.venv --exclude=__pycache__ \
    --sort=name --mtime=@0 --mode=go-w --owner=0 --group=0 --numeric-owner .
}

# A build serves the same sources on the same release of the system, kind of processor and Python.
hash_of_build() {
  {
    sources
    sed -n '/^ID=/p; /^VERSION_ID=/p' /etc/os-release
    uname -m
    /usr/bin/python3 --version
  } | sha256sum | cut -c 1-16
}

find_place() {
  key=greenbench-$(hash_of_build)
  place=${GREENBENCH_CI_HOME:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/greenbench-ci}/$key
}

print_place() {
  find_place
  output place "$place"
  output key "$key"
  printf 'place=%s\nkey=%s\n' "$place" "$key"
}

# A cached program needs the libraries that it was linked with; the packages of the build have them.
install_system_packages() {
  [ -z "${DEV_SKIP_SETUP-}" ] || return 0
  # shellcheck source=scripts/debian_packages.sh
  . "$root/scripts/debian_packages.sh"
  # shellcheck disable=SC2046 # a list of names, one argument each
  install_packages $(packages_for build) >&2
}

# The virtual environment holds absolute paths, and so does the program.
is_installed() {
  [ "$(cat "$place/made-in" 2>/dev/null)" = "$place" ] && "$place/prefix/bin/greenbench" --version >/dev/null 2>&1
}

build_and_install() {
  rm -rf "$place"
  mkdir -p "$place/source"
  sources | tar --extract --touch --directory "$place/source"
  "$place/source/dev" install "$place/prefix" >&2
  # The virtual environment is beside the sources, where the program looks for it.
  rm -rf "$place/source/build"
  printf '%s\n' "$place" >"$place/made-in"
  is_installed || fail "the program was built and does not start: $place/prefix/bin/greenbench"
}

install_program() {
  find_place
  install_system_packages
  if is_installed; then say "greenbench is there already: $place"; else build_and_install; fi
  output program "$place/prefix/bin/greenbench"
  printf '%s\n' "$place/prefix/bin/greenbench"
}

# split TEXT: into `words` as a shell does; nothing is expanded or executed.
split() {
  words=()
  local list
  list=$(mktemp)
  if ! printf '%s' "$1" | python3 -I -c '
import shlex, sys
try:
    words = shlex.split(sys.stdin.read())
except ValueError as error:
    sys.exit(f"ci_action: arguments: {error}".lower())
sys.stdout.write("".join(word + "\0" for word in words))
' >"$list"; then
    rm -f "$list"
    exit 2
  fi
  mapfile -d '' words <"$list"
  rm -f "$list"
}

# The flags of this file come first: what follows -- belongs to the measured command.
measure_run() {
  split "${ARGUMENTS-}"
  local command=${words[0]-}
  case $command in
    run | exec) ;;
    *) fail "arguments: begin with run or exec, not with '$command'" ;;
  esac
  local flags=(--out="$run")
  if [ -n "${AGAINST-}" ]; then flags+=(--against="$AGAINST"); fi
  if [ -n "${BUILD-}" ]; then flags+=(--build="$BUILD"); fi
  "$greenbench" "$command" "${flags[@]}" "${words[@]:1}"
}

judge_run() {
  "$greenbench" check --budget="${BUDGET:-energy.toml}" --format github \
    --export="markdown=$run/budgets.md" --export="junit=$run/budgets.xml" -- "$run"
}

# A run in which something failed is saved and judged, so that the report names it. One that a signal ended is not.
measure() {
  # A build or a measured command must not find them: a Makefile would take BUILD for its own.
  export -n ARGUMENTS AGAINST BUILD BUDGET OUT UNDECIDED GREENBENCH
  greenbench=${GREENBENCH:-greenbench}
  run=${OUT:-greenbench-results/ci}
  local undecided=${UNDECIDED:-fail} measured=0 judged=0
  case $undecided in fail | warn) ;; *) fail "undecided: fail or warn, not '$undecided'" ;; esac
  [ ! -e "$run/run.json" ] || fail "$run already holds a run: name another folder in out"
  output run "$run"
  (measure_run) || measured=$?
  if [ "$measured" -lt 128 ] && [ -f "$run/run.json" ]; then (judge_run) || judged=$?; fi
  local code=$judged
  if [ "$code" -eq 0 ]; then code=$measured; fi
  output exit-code "$code"
  if [ -f "$run/budgets.md" ]; then output report "$run/budgets.md"; fi
  if [ "$code" -eq 4 ] && [ "$undecided" = warn ]; then
    echo "::warning title=greenbench::Some budgets are undecided; the job goes on, because undecided is warn."
    return 0
  fi
  return "$code"
}

case ${1-} in
  place) print_place ;;
  install) install_program ;;
  measure) measure ;;
  *) fail "usage: ci_action.sh place | install | measure" ;;
esac
