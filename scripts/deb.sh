# shellcheck shell=sh disable=SC2034,SC2154 # mode is read, and root, state and the lists are set by the files that source this one
# `./dev deb` packs the release build as a Debian package. `./dev deb-roots NAME...` shows that it works: for each release
# it is built in one bare root and installed, run and purged in another.
#
#   ./dev deb
#   ./dev deb-roots bookworm trixie      # as root; the packages are left in build/deb-roots/packages
#
# NAME.tar there is the bare root, NAME.build the one that builds, which is kept for the next call, and NAME the one where
# the package was tried.

pack_deb() {
  mode=plain
  set_up 'build deb' ''
  build release greenbench
  if [ -n "${GREENBENCH_MAINTAINER-}" ]; then
    cmake -S "$root" -B "$state/build/release" -DGREENBENCH_MAINTAINER="$GREENBENCH_MAINTAINER" >/dev/null
  fi
  rm -f "$state"/build/release/greenbench_*.deb
  (cd "$state/build/release" && cpack -G DEB)
}

# Every file and folder of a root, but for what dpkg, apt and their helpers keep for themselves, and what runs in it.
files_of_root() {
  (cd "$1" && find . \( -path ./proc -o -path ./var/lib -o -path ./var/cache -o -path ./var/log -o -path ./tmp \
    -o -path ./run -o -path ./home/packages \) -prune -o -print | grep -vxF -e ./etc/group- -e ./etc/gshadow- -e ./etc/passwd- \
    -e ./etc/shadow- -e ./etc/subuid- -e ./etc/subgid- -e ./etc/ld.so.cache | LC_ALL=C sort)
}

# build_deb_in_root NAME BASE: leaves the package in build/deb-roots/packages/NAME.
build_deb_in_root() {
  folder=$deb_roots/$1.build
  if [ -d "$folder/home/greenbench" ]; then
    leave_distro_root "$folder"
    mount -t proc proc "$folder/proc"
    copy_sources "$root" "$folder/home/greenbench"
  else
    make_distro_root "$2" "$folder"
  fi
  status=0
  in_distro "$folder" ${GREENBENCH_MAINTAINER:+"GREENBENCH_MAINTAINER=$GREENBENCH_MAINTAINER"} \
    /home/greenbench/dev deb || status=$?
  leave_distro_root "$folder"
  [ "$status" -eq 0 ] || return "$status"
  mkdir -p "$deb_roots/packages/$1"
  rm -f "$deb_roots/packages/$1"/*
  cp "$folder"/home/greenbench/build/release/greenbench_*.deb "$deb_roots/packages/$1/"
}

# try_deb_in_root NAME BASE: what a user does with it.
try_deb_in_root() {
  folder=$deb_roots/$1
  make_distro_root "$2" "$folder"
  rm -rf "$folder/home/greenbench"
  mkdir -p "$folder/home/packages"
  cp "$deb_roots/packages/$1"/*.deb "$root/scripts/try_deb.sh" "$folder/home/packages/"
  in_distro "$folder" useradd --create-home anna
  in_distro "$folder" apt-get update -q >"$deb_roots/$1.apt.log"
  # A bare root leaves manuals out; here they are looked at. What apt itself recommends would not be removed again as a
  # dependency of the package.
  in_distro "$folder" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q man-db ca-certificates >>"$deb_roots/$1.apt.log" 2>&1
  files_of_root "$folder" >"$deb_roots/$1.before"
  status=0
  in_distro "$folder" sh /home/packages/try_deb.sh || status=$?
  leave_distro_root "$folder"
  [ "$status" -eq 0 ] || return "$status"
  files_of_root "$folder" >"$deb_roots/$1.after"
  if ! diff "$deb_roots/$1.before" "$deb_roots/$1.after"; then
    say "$1: the package or the program left something behind, or took something away (above)"
    return 1
  fi
}

deb_roots() {
  [ $# -gt 0 ] || fail "which releases? For example: ./dev deb-roots bookworm trixie"
  [ "$(id -u)" -eq 0 ] || fail "deb-roots needs root: it makes root file systems and enters them"
  install_packages debootstrap
  deb_roots=$state/build/deb-roots
  mkdir -p "$deb_roots"
  trap 'leave_distro_root "$folder"' EXIT
  for name in "$@"; do
    [ -f "$deb_roots/$name.tar" ] || distro_base "$name" "$deb_roots/$name.tar"
    build_deb_in_root "$name" "$deb_roots/$name.tar" || fail "$name: the package could not be built"
    try_deb_in_root "$name" "$deb_roots/$name.tar" || fail "$name: FAILED; the root is left in $deb_roots/$name"
    say "$name: installed, run, purged, nothing left"
  done
}
