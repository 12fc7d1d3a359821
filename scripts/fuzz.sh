# shellcheck shell=sh disable=SC2154 # root, state and system_python are set by the files that source this one
# Texts from outside, damaged: see tests/fuzz.
#
#   fuzz_mutations 600    # mutations of right texts, to the driver and to the program
#   fuzz_libfuzzer 600    # each target under libFuzzer, with sanitizers

# What is read line by line needs no long texts.
fuzz_targets='run claims power_model page message command request value journal'

fuzz_mutations() {
  build release greenbench || return 1
  build release greenbench_fuzz_driver || return 1
  nice -n 10 "$system_python" -I "$root/tests/fuzz/fuzz.py" --driver "$state/build/release/tests/fuzz/greenbench_fuzz_driver" \
    --program "$state/build/release/greenbench" --save "$state/build/fuzz-findings" --seconds "$1"
}

# A finding ends its target; the text that makes it again stays beside the corpus.
fuzz_libfuzzer() {
  build fuzz greenbench_libfuzzer || return 1
  corpus=$state/build/fuzz/corpus
  "$system_python" -I "$root/tests/fuzz/seeds.py" "$corpus"
  found=0
  for target in $fuzz_targets; do
    say "libFuzzer: $target for $1 s"
    # A unit takes ten times as long with the sanitizers as without; a second is too long there.
    GREENBENCH_FUZZ_TARGET=$target UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 nice -n 10 "$state/build/fuzz/tests/fuzz/greenbench_libfuzzer" \
      -max_total_time="$1" -max_len=200000 -timeout=10 -rss_limit_mb=2500 -malloc_limit_mb=1000 \
      -artifact_prefix="$corpus/$target-" -print_final_stats=1 -verbosity=0 "$corpus/$target" || found=1
  done
  return "$found"
}

fuzz() {
  seconds=${1-600}
  found=0
  fuzz_mutations "$seconds" || found=1
  fuzz_libfuzzer "$seconds" || found=1
  return "$found"
}
