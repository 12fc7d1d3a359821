#!/bin/sh
# Run by `./dev deb-roots` in a bare root, as root: installs the package that lies beside this file with apt, uses it as the
# user anna would and as root would, and purges it. Ends with the first step that fails.
set -eu

export DEBIAN_FRONTEND=noninteractive
cd /

step() { printf '\n== %s\n' "$*"; }
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}
as_anna() { su anna -c "cd && $*"; }
# Whether what dpkg installed is still as it was, and nothing lies beside it.
installed_files() {
  find /usr/share/greenbench /usr/include/greenbench /usr/share/doc/greenbench /usr/share/cmake/greenbench | LC_ALL=C sort
}

step "apt install"
# Debian's index is there already; what apt prints of the packages around it is not of interest.
apt-get install -y -q /home/packages/greenbench_*.deb >/tmp/install.log 2>&1 || {
  cat /tmp/install.log
  fail "apt install"
}
grep -E '^(Setting up greenbench|The following NEW)' /tmp/install.log
dpkg --verify greenbench
installed_files >/tmp/installed.before

step "greenbench --version"
as_anna greenbench --version
[ "$(greenbench --version)" = "greenbench $(dpkg-query --show --showformat '${Version}' greenbench | cut -d - -f 1)" ] ||
  fail "the program and the package have different versions"

step "greenbench doctor"
as_anna greenbench doctor

step "greenbench run --suite strings --quick, as anna"
as_anna greenbench run --suite strings --quick --no-page --out strings-run
grep -qF '"python_executable": "/usr/bin/python3"' /home/anna/strings-run/run.json || fail "another Python ran"

step "greenbench run, as root"
greenbench run strings/build --quick --no-page --out /tmp/as-root >/tmp/as-root.log 2>&1 || {
  cat /tmp/as-root.log
  fail "run as root"
}
step "nothing is written beside the installed files"
installed_files | diff /tmp/installed.before - || fail "the program wrote among its installed files"
dpkg --verify greenbench

step "man greenbench"
as_anna "MANPAGER=cat man greenbench" | head -n 8
as_anna "MANPAGER=cat man greenbench-access" | head -n 4

step "access to the counters"
greenbench-access status || [ $? -eq 3 ] || fail "status before"
greenbench-access enable anna
greenbench-access enable anna
id -nG anna | grep -qw energy || fail "anna is no member of the group"
greenbench-access status
if as_anna /usr/sbin/greenbench-access disable; then fail "disable without root"; fi

step "apt purge"
apt-get purge -y -q greenbench >/tmp/purge.log 2>&1 || {
  cat /tmp/purge.log
  fail "apt purge"
}
grep -E 'greenbench' /tmp/purge.log
[ ! -e /etc/udev/rules.d/70-energy-counters.rules ] || fail "the udev rule is still there"
if getent group energy; then fail "the group is still there"; fi
apt-get autoremove --purge -y -q >/tmp/autoremove.log 2>&1
if dpkg-query --show greenbench 2>/dev/null; then fail "dpkg still knows the package"; fi

step "what anna has measured is hers to keep"
[ -d /home/anna/strings-run ] || fail "the results are gone"
rm -r /home/anna/strings-run
