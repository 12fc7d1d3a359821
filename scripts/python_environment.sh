# shellcheck shell=sh disable=SC2154 # root, state and the package lists are set by the files that source this one
# The virtual environment .venv: pinned packages from the package index or, where that cannot be reached,
# Debian's own. Stamps inside .venv remember what was installed, so that nothing is tried twice.
#
#   set_up_python run          # what workloads import
#   set_up_python run test     # and what the tests and the lints need
#   cat .venv/run.stamp        # "index 5a3c..." or "debian 5a3c..."

venv=$state/.venv
# Always Debian's: the python3 that stands first on PATH may be a shim of pyenv or conda.
system_python=/usr/bin/python3

# Changes whenever an environment that exists can no longer be trusted: other pins, another Python, or the
# folder was moved (a virtual environment holds absolute paths).
environment_checksum() {
  {
    printf '%s\n' "$venv" "$(readlink -f "$system_python")"
    cat "$root/requirements/$1.lock"
  } | sha256sum | cut -d ' ' -f 1
}

# Where `part` came from (index or debian); empty when it was not installed, or is stale.
installed_from() {
  [ -x "$venv/bin/python" ] && [ -r "$venv/$1.stamp" ] || return 0
  read -r origin checksum <"$venv/$1.stamp" || return 0
  if [ "$checksum" = "$(environment_checksum "$1")" ]; then printf '%s' "$origin"; fi
}

# The stamp comes last and in one step: a set-up that was interrupted has none and starts again.
write_stamp() {
  printf '%s %s\n' "$2" "$(environment_checksum "$1")" >"$venv/$1.stamp.new"
  mv "$venv/$1.stamp.new" "$venv/$1.stamp"
}

make_environment() {
  rm -rf "$venv"
  "$system_python" -I -m venv "$@" "$venv" || fail "could not make the virtual environment $venv"
}

# Short time-outs, since there is a way to go on without the index. What the user set comes first.
pip_install() {
  PIP_RETRIES=${PIP_RETRIES-1} PIP_DEFAULT_TIMEOUT=${PIP_DEFAULT_TIMEOUT-15} PIP_DISABLE_PIP_VERSION_CHECK=1 \
    "$venv/bin/python" -I -m pip install --no-input --quiet --require-hashes --only-binary :all: "$@"
}

# How pip words it when it does not get what it asked for over the network.
no_network='Max retries exceeded|[Cc]onnection (broken|refused|reset|aborted|error)|[Tt]imed out|TimeoutError'
no_network="$no_network|ConnectionError|ProxyError|SSLError|HTTP error|[Cc]ould not fetch URL|IncompleteRead"
no_network="$no_network|Name or service not known|failure in name resolution|from versions: none"

# Why pip failed, from what it printed: `pins` (a file is not the one that was pinned, or the lock file is
# broken: never to be papered over), `unreachable`, `no-wheel` or `other`.
pip_failure_kind() {
  if grep -qE 'DO NOT MATCH THE HASHES|Hashes are required|--require-hashes mode|Invalid requirement' "$1"; then
    echo pins
  elif grep -qE 'No space left|Permission denied|Read-only file system' "$1"; then
    echo other
  elif grep -qE "$no_network" "$1"; then
    echo unreachable
  elif grep -q 'No matching distribution found' "$1"; then
    echo no-wheel
  else
    echo other
  fi
}

# Installs one lock file from the index. Returns 1, with the reason in `index_problem`, when Debian's
# packages should serve instead; any other failure ends the set-up with pip's own words.
install_from_index() {
  say "installing Python packages pinned in requirements/$1.lock"
  log=$venv/pip.log
  if pip_install -r "$root/requirements/$1.lock" >"$log" 2>&1; then return 0; fi
  case $(pip_failure_kind "$log") in
    unreachable) index_problem="the package index is unreachable" ;;
    no-wheel) index_problem=$(sed -n 's/^ERROR: No matching distribution found for /no wheel of /p' "$log") ;;
    *)
      cat "$log" >&2
      fail "pip could not install requirements/$1.lock"
      ;;
  esac
  return 1
}

# Debian's packages for the parts named, and one line that says so.
use_debian_packages() {
  wanted=$debian_python_run
  case " $* " in *" test "*) wanted="$wanted $debian_python_test" ;; esac
  # shellcheck disable=SC2086 # a list of names, one argument each
  missing=$(install_what_there_is $wanted)
  lacking=${missing:+"; not available: $missing"}
  say "${index_problem:-the package index was unreachable before}: using Debian's $wanted$lacking"
  make_environment --system-site-packages --without-pip
  for part in "$@"; do write_stamp "$part" debian; done
}

# All parts come from one origin: a pinned numpy below Debian's scipy would not load.
set_up_python() {
  first=$(installed_from run)
  stale=no
  for part in "$@"; do
    if [ -f "$venv/$part.stamp" ] && [ -z "$(installed_from "$part")" ]; then stale=yes; fi
  done
  if [ -z "$first" ] || [ "$stale" = yes ]; then
    first=index
    make_environment
  fi
  for part in "$@"; do
    [ -z "$(installed_from "$part")" ] || continue
    if [ "$first" = index ] && install_from_index "$part"; then
      write_stamp "$part" index
    else
      use_debian_packages "$@"
      return 0
    fi
  done
}
