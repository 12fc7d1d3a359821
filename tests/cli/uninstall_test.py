"""`cmake --install` and the target `uninstall`: what is installed goes again, and nothing else does."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from program import PROGRAM, SMALL, ProgramTest

BUILD = Path(PROGRAM).parent


@unittest.skipUnless((BUILD / "CMakeCache.txt").exists() and shutil.which("cmake"), "not beside its build")
class Uninstall(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        record = tempfile.TemporaryDirectory()
        self.addCleanup(record.cleanup)
        self.record = f"{record.name}/installed"

    def call(self, *command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(
            list(map(str, command)),
            cwd=self.folder,
            env={**os.environ, "GREENBENCH_INSTALL_RECORD": self.record, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return result

    # The script that the target calls, with a record of this test's own.
    def uninstall(self, **environment: str) -> None:
        script = Path(__file__).resolve().parents[2] / "cmake" / "install" / "uninstall.cmake"
        self.call("cmake", f"-DGREENBENCH_RECORD={self.record}", "-P", script, **environment)

    def install(self, prefix: Path | str, **environment: str) -> None:
        self.call("cmake", "--install", BUILD, "--prefix", prefix, **environment)

    def entries(self) -> list[str]:
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))

    def test_a_new_prefix_is_gone(self) -> None:
        self.install(self.folder / "new" / "prefix")
        self.assertTrue((self.folder / "new" / "prefix" / "bin" / "greenbench").exists())
        self.uninstall()
        self.assertEqual(self.entries(), [])

    def test_installing_twice_leaves_no_more(self) -> None:
        for _ in range(2):
            self.install(self.folder / "prefix")
        self.uninstall()
        self.assertEqual(self.entries(), [])

    def test_what_was_there_before_or_came_after_stays(self) -> None:
        share = self.folder / "prefix" / "share"
        (share / "man" / "man1").mkdir(parents=True)
        self.install(self.folder / "prefix")
        (share / "greenbench" / "mine.txt").touch()
        self.uninstall()
        self.assertEqual(
            self.entries(),
            [
                "prefix",
                "prefix/share",
                "prefix/share/greenbench",
                "prefix/share/greenbench/mine.txt",
                "prefix/share/man",
                "prefix/share/man/man1",
            ],
        )

    def test_destdir_is_obeyed_by_both(self) -> None:
        stage = self.folder / "stage"
        self.install("/usr", DESTDIR=str(stage))
        self.assertTrue((stage / "usr" / "bin" / "greenbench").exists())
        self.uninstall(DESTDIR=str(stage))
        self.assertEqual(self.entries(), ["stage"])

    def test_nothing_installed_is_said(self) -> None:
        script = Path(__file__).resolve().parents[2] / "cmake" / "install" / "uninstall.cmake"
        result = subprocess.run(
            ["cmake", f"-DGREENBENCH_RECORD={self.record}", "-P", script], capture_output=True, text=True, check=False
        )
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("nothing to uninstall", result.stderr)

    def test_what_cpack_installs_is_not_taken_for_installed(self) -> None:
        stage = self.folder / "_CPack_Packages" / "Linux"
        self.install("/usr", DESTDIR=str(stage))
        self.assertTrue((stage / "usr" / "bin" / "greenbench").exists())
        self.assertEqual(list(Path(self.record).parent.iterdir()), [])

    def test_the_program_writes_nothing_among_its_files(self) -> None:
        self.install(self.folder / "prefix")
        before = [entry for entry in self.entries() if entry.startswith("prefix/")]
        program = self.folder / "prefix" / "bin" / "greenbench"
        self.call(
            program, "run", "control/noop", "strings/build", *SMALL, "--quick", "--time-limit", "1s", "--out", "run"
        )
        self.assertEqual([entry for entry in self.entries() if entry.startswith("prefix/")], before)
        self.uninstall()


if __name__ == "__main__":
    unittest.main()
