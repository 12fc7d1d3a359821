# shellcheck shell=sh disable=SC2154 # root and state are set by the file that sources this one
# `./dev distro NAME`: what a newcomer meets on another release. A bare root of it is made with debootstrap from this
# machine's own package mirror, the working tree is copied into it, and `./dev run --quick` and `./dev test` run there
# as on a fresh machine: both install what they need.
#
#   ./dev distro trixie                # run --quick, then every test
#   ./dev distro trixie run --quick    # one command of ./dev instead
#
# The bare root is kept as build/distro/NAME.tar; the one that was worked in stays in build/distro/NAME until the next
# call, so that a failure can be looked at.

# The mirror of the release's own kind, Debian's or Ubuntu's, as apt-get knows it on this machine.
package_mirror() {
  if [ -n "${DEV_MIRROR-}" ]; then
    printf '%s' "$DEV_MIRROR"
    return 0
  fi
  # shellcheck disable=SC2016 # apt-get's own placeholders
  apt-get indextargets --format '$(REPO_URI) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' |
    sed -n 's/^\([^ ]*\) main \(Debian\|Ubuntu\)$/\1/p' | grep -v -e '-security' | head -n 1
}

# distro_base NAME FILE: a bare root as a tar file: no compiler, no Python, no certificates.
distro_base() {
  [ -r "/usr/share/debootstrap/scripts/$1" ] || fail "debootstrap knows no release called $1"
  mirror=$(package_mirror)
  [ -n "$mirror" ] || fail "no package mirror found; name one in DEV_MIRROR"
  say "making a bare root of $1 from $mirror"
  bare=$(mktemp -d)
  debootstrap --variant=minbase "$1" "$bare" "$mirror" >"$2.log" 2>&1 || fail "debootstrap failed; see $2.log"
  tar -cf "$2.new" -C "$bare" .
  mv "$2.new" "$2"
  rm -rf "$bare"
}

# in_distro FOLDER COMMAND...: with an empty environment but for what leads to the package index.
in_distro() {
  folder=$1
  shift
  # shellcheck disable=SC2086 # a list of assignments without blanks
  chroot "$folder" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C ${distro_certificate-} \
    ${PIP_INDEX_URL:+"PIP_INDEX_URL=$PIP_INDEX_URL"} "$@"
}

# The sources as they are now, without what git ignores.
copy_sources() {
  mkdir -p "$2"
  (cd "$1" && git ls-files -z --cached --others --exclude-standard | xargs -0 ls -d 2>/dev/null |
    tar -cf - --files-from -) | tar -xf - -C "$2"
}

# make_distro_root BASE FOLDER: with the network, /proc and /dev of this machine.
make_distro_root() {
  leave_distro_root "$2"
  # Never across a mount: what an interrupted call left mounted belongs to this machine.
  rm -rf --one-file-system "$2"
  mkdir -p "$2/home"
  tar -xf "$1" -C "$2"
  # Open to every user, as any machine's is: some tests give up root's rights.
  chmod 755 "$2"
  cp /etc/resolv.conf /etc/hosts "$2/etc/"
  mount -t proc proc "$2/proc"
  # Where the way to the package index leads through a certificate authority of one's own.
  distro_certificate=
  if [ -r /etc/ssl/certs/ca-certificates.crt ]; then
    cp -L /etc/ssl/certs/ca-certificates.crt "$2/home/certificates.crt"
    distro_certificate=PIP_CERT=/home/certificates.crt
  fi
  copy_sources "$root" "$2/home/greenbench"
}

leave_distro_root() {
  if mountpoint -q "$1/proc"; then umount "$1/proc" || fail "cannot unmount $1/proc: something still runs there"; fi
}

distro() {
  [ $# -gt 0 ] || fail "which release? For example: ./dev distro trixie"
  name=$1
  shift
  [ "$(id -u)" -eq 0 ] || fail "distro needs root: it makes a root file system and enters it"
  install_packages debootstrap
  mkdir -p "$state/build/distro"
  base=$state/build/distro/$name.tar
  [ -f "$base" ] || distro_base "$name" "$base"
  folder=$state/build/distro/$name
  trap 'leave_distro_root "$folder"' EXIT
  make_distro_root "$base" "$folder"
  status=0
  if [ $# -gt 0 ]; then
    in_distro "$folder" /home/greenbench/dev "$@" || status=$?
  else
    in_distro "$folder" /home/greenbench/dev run --quick || status=$?
    say "$name: run --quick ended with $status"
    in_distro "$folder" /home/greenbench/dev test || status=$?
  fi
  leave_distro_root "$folder"
  say "$name: ended with $status"
  return "$status"
}
