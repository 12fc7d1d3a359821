# shellcheck shell=sh disable=SC2034 # the lists are read by the files that source this one
# Debian packages that the build, the tests and the lints need, and how the missing ones are installed.
#
#   packages=$(packages_for build lint)
#   install_packages $packages            # installs only what is missing
#   missing_packages python3-numpy        # prints the names that are not installed

# Everything that compiles, links and runs the program and its tests.
packages_for_build="g++ cmake ninja-build libbenchmark-dev libeigen3-dev libfmt-dev nlohmann-json3-dev libcli11-dev \
libtomlplusplus-dev libboost-dev libsqlite3-dev pybind11-dev libgtest-dev libgmock-dev python3 python3-dev python3-venv \
libbenchmark-tools"
# The HTML report is looked at in a browser; without one those tests are skipped.
packages_for_browser="chromium chromium-driver"
packages_for_clang="clang"
packages_for_lint="clang-format clang-tidy shellcheck"
packages_for_coverage="gcovr"

# Debian's own copies of what the lock files pin, for machines that do not reach the package index.
debian_python_run="python3-numpy python3-httpx python3-django"
debian_python_test="python3-scipy python3-pytest python3-jsonschema python3-docutils python3-prometheus-client"

packages_for() {
  for group in "$@"; do
    case $group in
      build) printf '%s ' "$packages_for_build" ;;
      browser) printf '%s ' "$packages_for_browser" ;;
      clang) printf '%s ' "$packages_for_clang" ;;
      lint) printf '%s ' "$packages_for_lint" ;;
      coverage) printf '%s ' "$packages_for_coverage" ;;
      *) fail "no such group of packages: $group" ;;
    esac
  done
}

# Asks dpkg each time, which takes a few hundredths of a second: a stamp would not notice a package that
# was removed since.
missing_packages() {
  # A package that was never installed makes dpkg-query fail; the others are printed all the same.
  installed=$(dpkg-query --show --showformat='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
    sed -n 's/ installed$//p') || true
  for package in "$@"; do
    printf '%s\n' "$installed" | grep -qxF -- "$package" || printf '%s ' "$package"
  done
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    return 1
  fi
}

# Installs the named packages without asking; fails when apt-get cannot.
apt_install() {
  as_root apt-get update -q &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

install_packages() {
  if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    say "no apt-get here: taking it that the equivalents of these are installed: $*"
    return 0
  fi
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  as_root true || fail "needs root or sudo to install: $missing"
  say "installing Debian packages: $missing"
  # shellcheck disable=SC2086 # a list of names, one argument each
  apt_install $missing || fail "apt-get could not install: $missing"
}
