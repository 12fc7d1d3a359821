"""Tests of ./dev and .ci/run: what they make of their arguments, of pip's failures and of an interrupted set-up.

Each test copies the scripts into an empty folder and puts stand-ins for the programs they call first on PATH, so
that nothing is installed, built or downloaded.
"""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# What pip 23.0 prints, shortened to the lines that tell one failure from another.
UNREACHABLE = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError: Connection refused': /simple/numpy/
ERROR: Could not find a version that satisfies the requirement numpy==2.4.6 (from versions: none)
ERROR: No matching distribution found for numpy==2.4.6
"""
TIMED_OUT = "ERROR: Could not install packages due to an OSError: HTTPSConnectionPool: Read timed out.\n"
OTHER_FILE = """\
ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, ...
    numpy==2.4.6 from https://files.example/numpy-2.4.6.whl:
"""
OTHER_FILE_AFTER_A_RETRY = "WARNING: Retrying after connection broken by 'ReadTimeoutError'\n" + OTHER_FILE
NO_WHEEL = """\
ERROR: Could not find a version that satisfies the requirement numpy==2.4.6 (from versions: 1.24.0, 1.26.4)
ERROR: No matching distribution found for numpy==2.4.6
"""
DISK_FULL = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n"


class Sandbox(unittest.TestCase):
    """A copy of the scripts in a folder of its own, with stand-ins on PATH."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve() / "project"
        shutil.copytree(ROOT / "scripts", self.root / "scripts")
        shutil.copytree(ROOT / ".ci", self.root / ".ci")
        shutil.copytree(ROOT / "requirements", self.root / "requirements")
        shutil.copy(ROOT / "dev", self.root)
        shutil.copy(ROOT / "CMakePresets.json", self.root)
        self.calls = self.root / "calls.txt"

    def stand_in(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        file.chmod(0o755)

    def run_here(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.root}/bin:{os.environ['PATH']}"
        variables = {**os.environ, "PATH": path, **environment}
        return subprocess.run(
            command, cwd=self.root.parent, env=variables, capture_output=True, text=True, check=False, timeout=60
        )

    def shell(self, text: str) -> subprocess.CompletedProcess[str]:
        """Runs a line of shell with the functions of the scripts."""
        functions = 'state=$root; say() { echo "$*"; }; fail() { echo "$*" >&2; exit 1; }; '
        functions += '. "$root/scripts/debian_packages.sh"; '
        functions += '. "$root/scripts/python_environment.sh"; '
        return self.run_here("sh", "-euc", functions + text, root=str(self.root))


class PackDeb(Sandbox):
    def test_it_builds_in_plain_mode_then_packs_and_only_the_new_package_is_left(self) -> None:
        self.stand_in("bin/cmake", f'mkdir -p "{self.root}/build/release"; echo "cmake $*" >>"{self.calls}"')
        self.stand_in("bin/cpack", f'echo "cpack $* in $PWD" >>"{self.calls}"; touch greenbench_2_amd64.deb')
        build = self.root / "build" / "release"
        build.mkdir(parents=True)
        (build / "greenbench_1_amd64.deb").touch()
        done = self.run_here(str(self.root / "dev"), "deb", DEV_SKIP_SETUP="1")
        self.assertEqual(done.returncode, 0, done.stderr)
        configured, built, packed = self.calls.read_text().splitlines()
        self.assertIn("-DGREENBENCH_TESTS=OFF", configured)
        self.assertEqual(built, f"cmake --build {build} --target greenbench")
        self.assertEqual(packed, f"cpack -G DEB in {build}")
        self.assertEqual([path.name for path in build.glob("*.deb")], ["greenbench_2_amd64.deb"])


class RunArguments(Sandbox):
    def program_arguments(self, *arguments: str) -> list[str]:
        self.stand_in("bin/cmake", f'mkdir -p "{self.root}/build/release"; echo "building"')
        self.stand_in("build/release/greenbench", 'printf "%s\\n" "$@"')
        done = self.run_here(str(self.root / "dev"), "run", *arguments, DEV_SKIP_SETUP="1")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.splitlines()

    def test_without_arguments_the_strings_suite_runs(self) -> None:
        self.assertEqual(self.program_arguments(), ["--suite", "strings"])

    def test_flags_alone_apply_to_the_strings_suite(self) -> None:
        self.assertEqual(self.program_arguments("--quick"), ["run", "--suite", "strings", "--quick"])
        self.assertEqual(
            self.program_arguments("--out", "a b"), ["run", "--suite", "strings", "--out", "a b"], "one argument"
        )

    def test_a_choice_of_what_to_run_is_left_as_it_is(self) -> None:
        for choice in (["--suite", "all"], ["--suite=all"], ["--quick", "--hotspot", "*/build"], ["--file", "a.py"]):
            self.assertEqual(self.program_arguments(*choice), choice)

    def test_a_subcommand_is_left_as_it_is(self) -> None:
        for command in (["doctor"], ["run", "--quick"], ["--path.sysfs", "/x", "list"], ["--path.sysfs=/x", "list"]):
            self.assertEqual(self.program_arguments(*command), command)

    def test_a_root_alone_is_no_subcommand(self) -> None:
        self.assertEqual(
            self.program_arguments("--path.sysfs", "/x"), ["run", "--suite", "strings", "--path.sysfs", "/x"]
        )

    def test_help_is_the_programs_own(self) -> None:
        self.assertEqual(self.program_arguments("--help"), ["--help"])

    def test_the_build_says_nothing_on_standard_output(self) -> None:
        self.assertNotIn("building", self.program_arguments("list", "--json"))


class BuildFolder(Sandbox):
    """Where ./dev builds, and when CMake is asked again; `calls` lists what cmake was called with."""

    def build(self, *arguments: str, cmake: str = "exit 0", **environment: str) -> subprocess.CompletedProcess[str]:
        fake = f'echo "$*" >>"{self.calls}"; for last; do :; done\n'
        fake += 'case $1 in -S) mkdir -p "$4" && echo "CMAKE_HOME_DIRECTORY:INTERNAL=$2" >"$4/CMakeCache.txt" && '
        fake += f'touch "$4/build.ninja" ;; esac\n{cmake}'
        self.stand_in("bin/cmake", fake)
        self.calls.write_text("", encoding="utf-8")
        arguments = arguments or ("build", "release")
        return self.run_here(str(self.root / "dev"), *arguments, DEV_SKIP_SETUP="1", **environment)

    def configured(self) -> list[str]:
        return [line for line in self.calls.read_text(encoding="utf-8").splitlines() if line.startswith("-S ")]

    def test_cmake_configures_once(self) -> None:
        self.build()
        self.assertEqual(len(self.configured()), 1)
        self.build()
        self.assertEqual(self.configured(), [])

    def test_a_failure_to_configure_is_not_taken_for_success(self) -> None:
        self.assertNotEqual(self.build(cmake="exit 1").returncode, 0)
        self.assertNotIn("--build", self.calls.read_text(encoding="utf-8"))
        self.build()
        self.assertEqual(len(self.configured()), 1)

    def test_running_needs_no_tests_and_lets_warnings_pass_but_keeps_what_the_checks_made(self) -> None:
        self.stand_in("build/release/greenbench", "exit 0")
        self.build("run")
        self.assertIn("-DGREENBENCH_TESTS=OFF -DGREENBENCH_WERROR=OFF", self.configured()[0])
        self.build()
        self.assertIn("-DGREENBENCH_TESTS=ON -DGREENBENCH_WERROR=ON", self.configured()[0])
        self.build("run")
        self.assertEqual(self.configured(), [])

    def test_a_build_folder_copied_from_elsewhere_is_made_afresh(self) -> None:
        self.build()
        cache = self.root / "build/release/CMakeCache.txt"
        cache.write_text("CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere\n", encoding="utf-8")
        (self.root / "build/release/configured").write_text("checks of another place\n", encoding="utf-8")
        (self.root / "build/release/stale.o").touch()
        self.build()
        self.assertEqual(len(self.configured()), 1)
        self.assertFalse((self.root / "build/release/stale.o").exists())

    @unittest.skipIf(os.getuid() == 0 and shutil.which("setpriv") is None, "root may write everywhere")
    def test_the_checkout_of_somebody_else_is_built_below_ones_own_cache(self) -> None:
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
        cache = self.root.parent / "cache"
        cache.mkdir(mode=0o777)
        cache.chmod(0o777)
        self.stand_in("bin/cmake", 'case $1 in -S) mkdir -p "$4"; touch "$4/build.ninja" ;; esac')
        self.root.parent.chmod(0o755)
        self.root.chmod(0o555)
        self.addCleanup(self.root.chmod, 0o755)
        command = [*nobody, str(self.root / "dev"), "build", "release"]
        done = self.run_here(*command, DEV_SKIP_SETUP="1", XDG_CACHE_HOME=str(cache))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(list(cache.glob("greenbench/*/build/release/configured"))), 1)


class OptionalPackages(Sandbox):
    def install(self, there_are: str) -> str:
        text = (
            'mkdir -p "$state/build"; missing_packages() { for p; do case " $have " in *" $p "*) ;; *) echo "$p";; esac'
        )
        text += '; done; }; have=; apt_install() { echo "apt: $*" >&2; for p; do case " ' + there_are + ' " in '
        text += '*" $p "*) have="$have $p" ;; *) return 1 ;; esac; done; }; '
        done = self.shell(text + "install_optional_packages chromium compare-tool")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout + done.stderr

    def test_what_a_release_lacks_does_not_stop_the_tests(self) -> None:
        said = self.install("compare-tool")
        self.assertIn("not available, the tests that need them are skipped: chromium", said)

    def test_it_is_not_asked_for_again(self) -> None:
        self.install("")
        self.assertEqual(self.install(""), "")


class Docs(Sandbox):
    """./dev docs with stand-ins for greenbench and for the programs that simulate and validate."""

    PAGE = "# Method\n\n<!-- simulation:begin -->\nold\n<!-- simulation:end -->\n\nThe end.\n"
    ESTIMATE = "# Estimate\n\n<!-- estimate:begin -->\n\n| 2 |\n\n<!-- estimate:end -->\n"
    FRESH = "# Method\n\n<!-- simulation:begin -->\n\n| 1 |\n\n<!-- simulation:end -->\n\nThe end.\n"

    def docs(
        self, page: str, *arguments: str, simulation: str = 'echo "| 1 |"', hotspots: str = "exit 0"
    ) -> tuple[int, str]:
        """The exit code, and the page as it is afterwards."""
        self.stand_in("bin/cmake", f'mkdir -p "{self.root}/build/release"')
        self.stand_in("build/release/tests/simulation/greenbench_simulation", simulation)
        self.stand_in("build/release/greenbench", f'echo "$*" >"{self.calls}"; {hotspots}')
        self.stand_in("build/release/tests/estimate/greenbench_estimate_validation", 'echo "| 2 |"')
        file = self.root / "docs/method.md"
        file.parent.mkdir(exist_ok=True)
        (file.parent / "estimate.md").write_text(self.ESTIMATE, encoding="utf-8")
        file.write_text(page, encoding="utf-8")
        done = self.run_here(str(self.root / "dev"), "docs", *arguments, DEV_SKIP_SETUP="1")
        left = sorted(entry.name for entry in file.parent.iterdir())
        self.assertEqual(left, ["estimate.md", "method.md"], "nothing else is left")
        self.assertEqual((file.parent / "estimate.md").read_text(encoding="utf-8"), self.ESTIMATE)
        return done.returncode, file.read_text(encoding="utf-8")

    def test_what_stands_between_the_markers_is_replaced(self) -> None:
        self.assertEqual(self.docs(self.PAGE), (0, self.FRESH))
        self.assertEqual(self.docs(self.FRESH), (0, self.FRESH))

    def test_the_check_tells_stale_tables_and_changes_nothing(self) -> None:
        self.assertEqual(self.docs(self.PAGE, "--check"), (1, self.PAGE))
        self.assertEqual(self.docs(self.FRESH, "--check"), (0, self.FRESH))

    def test_the_tables_of_the_hotspots_are_made_from_their_run(self) -> None:
        docs = f"{self.root}/docs"
        for arguments in ([], ["--check"]):
            self.docs(self.FRESH, *arguments)
            expected = ["docs", f"{docs}/hotspots.md", "--run", f"{docs}/evidence/hotspots-run", *arguments]
            self.assertEqual(self.calls.read_text(encoding="utf-8").split(), expected)

    def test_stale_hotspots_fail_the_check_of_both_pages(self) -> None:
        self.assertEqual(self.docs(self.FRESH, "--check", hotspots="exit 1"), (1, self.FRESH))
        self.assertEqual(self.docs(self.PAGE, hotspots="exit 2"), (2, self.FRESH), "the other page is renewed")

    def test_a_page_without_its_markers_is_left_alone(self) -> None:
        for page in ("# Method\n", self.PAGE + self.PAGE, "<!-- simulation:end -->\n<!-- simulation:begin -->\n"):
            self.assertEqual(self.docs(page), (2, page))

    def test_a_simulation_that_fails_leaves_the_page_alone(self) -> None:
        code, page = self.docs(self.PAGE, simulation="echo half; exit 3")
        self.assertNotEqual(code, 0)
        self.assertEqual(page, self.PAGE)


class PipFailures(Sandbox):
    def kind(self, log: str) -> str:
        (self.root / "pip.log").write_text(log, encoding="utf-8")
        return self.shell('pip_failure_kind "$root/pip.log"').stdout.strip()

    def test_no_connection_and_time_outs_mean_that_the_index_is_unreachable(self) -> None:
        self.assertEqual(self.kind(UNREACHABLE), "unreachable")
        self.assertEqual(self.kind(TIMED_OUT), "unreachable")

    def test_another_file_than_the_pinned_one_is_never_taken_for_a_bad_connection(self) -> None:
        self.assertEqual(self.kind(OTHER_FILE), "pins")
        self.assertEqual(self.kind(OTHER_FILE_AFTER_A_RETRY), "pins")

    def test_an_index_without_a_wheel_for_this_machine_is_told_apart(self) -> None:
        self.assertEqual(self.kind(NO_WHEEL), "no-wheel")

    def test_what_has_nothing_to_do_with_the_index_is_an_error(self) -> None:
        self.assertEqual(self.kind(DISK_FULL), "other")


class Environment(Sandbox):
    """set_up_python with a stand-in for the environment's python; `calls` lists what pip was asked to install."""

    def set_up(self, parts: str, pip: str = "exit 0", missing: str = "") -> subprocess.CompletedProcess[str]:
        self.stand_in("python", f'for last; do :; done; basename "$last" >>"{self.calls}"\n{pip}')
        make = 'make_environment() { rm -rf "$venv"; mkdir -p "$venv/bin"; cp "$root/python" "$venv/bin/python"; }; '
        make += f'missing_packages() {{ printf "%s" "{missing}"; }}; apt_install() {{ return 1; }}; '
        self.calls.write_text("", encoding="utf-8")
        return self.shell(f"{make} set_up_python {parts}")

    def installed(self) -> list[str]:
        return self.calls.read_text(encoding="utf-8").split()

    def stamps(self) -> dict[str, str]:
        return {file.stem: file.read_text("utf-8").split()[0] for file in (self.root / ".venv").glob("*.stamp")}

    def test_each_part_is_installed_once(self) -> None:
        self.set_up("run test")
        self.assertEqual(self.installed(), ["run.lock", "test.lock"])
        self.assertEqual(self.stamps(), {"run": "index", "test": "index"})
        self.set_up("run test")
        self.assertEqual(self.installed(), [])

    def test_the_tests_are_added_to_an_environment_that_runs(self) -> None:
        self.set_up("run")
        self.set_up("run test")
        self.assertEqual(self.installed(), ["test.lock"])

    def test_a_changed_lock_file_starts_afresh(self) -> None:
        self.set_up("run test")
        with (self.root / "requirements/test.lock").open("a", encoding="utf-8") as lock:
            lock.write("# changed\n")
        self.set_up("run test")
        self.assertEqual(self.installed(), ["run.lock", "test.lock"])

    def test_an_interrupted_set_up_leaves_no_stamp(self) -> None:
        self.set_up("run", pip="kill -9 $PPID")
        self.assertEqual(self.stamps(), {})
        self.set_up("run")
        self.assertEqual(self.installed(), ["run.lock"])

    def test_without_the_index_debian_serves_and_the_index_is_not_asked_again(self) -> None:
        offline = f"cat <<'LOG'\n{UNREACHABLE}LOG\nexit 1"
        done = self.set_up("run", pip=offline)
        self.assertIn("the package index is unreachable: using Debian's python3-numpy", done.stdout)
        self.assertEqual(self.stamps(), {"run": "debian"})
        self.set_up("run", pip=offline)
        self.assertEqual(self.installed(), [])
        self.set_up("run test", pip=offline)
        self.assertEqual(self.installed(), [])
        self.assertEqual(self.stamps(), {"run": "debian", "test": "debian"})

    def test_what_debian_lacks_too_is_named_and_the_set_up_goes_on(self) -> None:
        done = self.set_up("run", pip=f"cat <<'LOG'\n{UNREACHABLE}LOG\nexit 1", missing="python3-httpx")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("not available: python3-httpx", done.stdout)

    def test_a_wrong_hash_ends_the_set_up(self) -> None:
        done = self.set_up("run", pip=f"cat <<'LOG'\n{OTHER_FILE}LOG\nexit 1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("DO NOT MATCH THE HASHES", done.stderr)
        self.assertEqual(self.stamps(), {})


class ContinuousIntegration(Sandbox):
    STEPS = ("lint", "build clang greenbench", "test")

    def ci(self, failing: str = "none") -> tuple[int, list[str]]:
        """The exit code and what ./dev was called with."""
        self.stand_in("dev", f'echo "$*" >>"{self.calls}"; [ "$1" != {failing} ]')
        self.calls.write_text("", encoding="utf-8")
        done = self.run_here("bash", str(self.root / ".ci/run"))
        return done.returncode, self.calls.read_text(encoding="utf-8").splitlines()

    def test_the_tests_close_the_log(self) -> None:
        self.assertEqual(self.ci(), (0, list(self.STEPS)))

    def test_each_failure_fails_it_and_all_steps_always_run(self) -> None:
        for step in ("lint", "build", "test"):
            self.assertEqual(self.ci(failing=step), (1, list(self.STEPS)))


if __name__ == "__main__":
    unittest.main()
