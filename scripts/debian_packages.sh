# shellcheck shell=sh disable=SC2034,SC2154 # the lists are read by the files that source this one, which set state
# Debian packages that the build, the tests and the lints need, and how the missing ones are installed.
#
#   packages=$(packages_for build lint)
#   install_packages $packages            # installs only what is missing
#   install_optional_packages chromium    # and does without what there is not
#   missing_packages python3-numpy        # prints the names that are not installed

# Everything that compiles, links and runs the program.
packages_for_build="g++ cmake ninja-build libbenchmark-dev libeigen3-dev libfmt-dev nlohmann-json3-dev libcli11-dev \
libtomlplusplus-dev libboost-dev libsqlite3-dev pybind11-dev python3 python3-dev python3-venv"
packages_for_test="libgtest-dev libgmock-dev git make procps"
# A few tests want these and are skipped without them: compare.py, a browser for the HTML report, hyperfine, what
# reads the man page and the completions, and what packs the Debian package. Ubuntu has no Debian package of Chromium.
optional_for_test="dpkg-dev file libbenchmark-tools libcap2-bin chromium chromium-driver groff-base man-db mandoc zsh fish hyperfine"
# dpkg-shlibdeps, and what CPack asks which files are programs.
packages_for_deb="dpkg-dev file"
packages_for_clang="clang"
packages_for_fuzz="clang libclang-rt-dev"
packages_for_lint="clang-format clang-tidy shellcheck"
packages_for_coverage="gcovr"

# Debian's own copies of what the lock files pin, for machines that do not reach the package index.
debian_python_run="python3-numpy python3-httpx python3-django"
debian_python_test="python3-scipy python3-pytest python3-pytest-xdist python3-jsonschema python3-docutils python3-prometheus-client python3-yaml"

packages_for() {
  for group in "$@"; do
    case $group in
      build) printf '%s ' "$packages_for_build" ;;
      test) printf '%s ' "$packages_for_test" ;;
      deb) printf '%s ' "$packages_for_deb" ;;
      clang) printf '%s ' "$packages_for_clang" ;;
      fuzz) printf '%s ' "$packages_for_fuzz" ;;
      optional) ;; # tried by install_optional_packages
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

# What apt-get cannot provide of the packages named; the rest is installed afterwards.
install_what_there_is() {
  missing=$(missing_packages "$@")
  # shellcheck disable=SC2086 # a list of names, one argument each
  if [ -n "$missing" ] && command -v apt-get >/dev/null 2>&1 && ! apt_install $missing >&2; then
    # One package that this release lacks must not cost the others.
    for package in $missing; do apt_install "$package" >&2 || true; done
  fi
  missing_packages "$@"
}

# Packages that are good to have. What cannot be had is said once and remembered in $state/build/optional-packages, so
# that it is not asked for again.
install_optional_packages() {
  command -v dpkg-query >/dev/null 2>&1 || return 0
  known=$(cat "$state/build/optional-packages" 2>/dev/null) || true
  wanted=
  for package in $(missing_packages "$@"); do
    case " $known " in *" $package "*) ;; *) wanted="$wanted $package" ;; esac
  done
  [ -n "$wanted" ] || return 0
  # shellcheck disable=SC2086 # a list of names, one argument each
  lacking=$(install_what_there_is $wanted)
  [ -n "$lacking" ] || return 0
  say "not available, the tests that need them are skipped: $lacking"
  # shellcheck disable=SC2086 # lists of names, one argument each
  printf '%s ' $known $lacking >"$state/build/optional-packages"
}
