# shellcheck shell=sh disable=SC2154 # root and venv are set by the files that source this one
# The lints, each of which runs even when one before it found something, and the formatters.
#
#   lint_sources     # fails when any of them found anything
#   format_sources   # rewrites the files

# Paths below the project's folder, where none has a space in it.
cpp_sources() {
  find analysis counters examples harness python results workloads tests -name '*.cpp' -o -name '*.hpp' | sort
}

shell_sources() { printf '%s\n' dev .ci/run scripts/*.sh packaging/access/greenbench-access packaging/debian/prerm; }

# lint NAME COMMAND...: says how it went and remembers a failure in `lint_failed`.
lint() {
  name=$1
  shift
  if "$@"; then
    say "lint: $name: clean"
  else
    say "lint: $name: FAILED"
    lint_failed=yes
  fi
}

lint_clang_format() { cpp_sources | xargs clang-format --dry-run -Werror; }
lint_clang_tidy() { "$system_python" -I scripts/clang_tidy.py --build "$state/build/lint" --stamps "$state/build/lint/clean"; }
lint_shellcheck() { shell_sources | xargs shellcheck --external-sources; }

lint_sources() {
  cd "$root" || exit
  lint_failed=no
  # clang-tidy reads how each file is compiled; nothing has to be built for it.
  configure lint >&2
  lint clang-format lint_clang_format
  lint clang-tidy lint_clang_tidy
  if [ -x "$venv/bin/ruff" ]; then
    lint 'ruff check' "$venv/bin/ruff" check .
    lint 'ruff format' "$venv/bin/ruff" format --check .
  else
    say "lint: skipped ruff: not available (package index unreachable)"
  fi
  if [ -x "$venv/bin/mypy" ]; then
    lint mypy "$venv/bin/mypy" --cache-dir "$state/build/mypy"
  else
    say "lint: skipped mypy: not available (package index unreachable)"
  fi
  if command -v shellcheck >/dev/null 2>&1; then
    lint shellcheck lint_shellcheck
  else
    say "lint: skipped shellcheck: not available"
  fi
  [ "$lint_failed" = no ]
}

format_sources() {
  cd "$root" || exit
  cpp_sources | xargs clang-format -i
  if [ -x "$venv/bin/ruff" ]; then "$venv/bin/ruff" format .; fi
}
