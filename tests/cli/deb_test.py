"""The Debian package, packed from the build folder: what is in it, what it says of itself, and what it lacks."""

import gzip
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from program import PROGRAM

BUILD = Path(PROGRAM).parent
SOURCE = Path(__file__).resolve().parents[2]
VERSION = re.search(r"project\(greenbench VERSION ([0-9.]+)", (SOURCE / "CMakeLists.txt").read_text())[1]
TOOLS = ("cpack", "dpkg-deb", "dpkg-shlibdeps", "file")


@unittest.skipUnless((BUILD / "CPackConfig.cmake").exists(), "not beside its build")
@unittest.skipUnless(all(map(shutil.which, TOOLS)), f"needs {', '.join(TOOLS)}")
class DebianPackage(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        command = ["cpack", "-G", "DEB", "--config", str(BUILD / "CPackConfig.cmake"), "-B", folder.name]
        packed = subprocess.run(command, cwd=folder.name, capture_output=True, text=True, check=False, timeout=280)
        assert packed.returncode == 0, packed.stdout + packed.stderr
        (cls.package,) = cls.folder.glob("greenbench_*.deb")
        cls.root = cls.folder / "root"
        subprocess.run(["dpkg-deb", "--raw-extract", cls.package, cls.root], check=True)

    def field(self, name: str) -> str:
        said = subprocess.run(["dpkg-deb", "--field", self.package, name], capture_output=True, text=True, check=True)
        return said.stdout.strip()

    def files(self) -> set[str]:
        return {str(path.relative_to(self.root)) for path in self.root.rglob("*") if not path.is_dir()}

    def test_its_version_is_the_project_s(self) -> None:
        self.assertRegex(self.field("Version"), rf"^{re.escape(VERSION)}-1(~deb[0-9]+)?$")

    def test_it_needs_the_python_that_it_embeds(self) -> None:
        version = subprocess.run(
            ["/usr/bin/python3", "-c", "import sys; print(*sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=True,
        )
        major, minor = map(int, version.stdout.split())
        needed = self.field("Depends").split(", ")
        self.assertIn(f"python3 (>= {major}.{minor}~)", needed)
        self.assertIn(f"python3 (<< {major}.{minor + 1}~)", needed)
        for library in (f"libpython{major}.{minor}", "libc6", "libstdc++6", "libfmt"):
            self.assertTrue(any(name.startswith(library) for name in needed), (library, needed))
        self.assertEqual(self.field("Recommends"), "python3-numpy, python3-httpx, python3-django")

    def test_each_file_lies_where_debian_s_programs_look(self) -> None:
        files = self.files()
        for file in (
            "usr/bin/greenbench",
            "usr/sbin/greenbench-access",
            "usr/share/man/man1/greenbench.1.gz",
            "usr/share/man/man8/greenbench-access.8.gz",
            "usr/share/bash-completion/completions/greenbench",
            "usr/share/zsh/vendor-completions/_greenbench",
            "usr/share/fish/vendor_completions.d/greenbench.fish",
            "usr/share/doc/greenbench/copyright",
            "usr/share/doc/greenbench/changelog.gz",
            "usr/share/doc/greenbench/changelog.Debian.gz",
            "usr/share/cmake/greenbench/greenbenchConfig.cmake",
            "usr/include/greenbench/hotspot.hpp",
            "usr/share/greenbench/workloads/strings/build.py",
            "usr/share/greenbench/access/70-energy-counters.rules",
        ):
            self.assertIn(file, files)
        strange = [file for file in files if not re.match(r"(DEBIAN|usr/(bin|sbin|include/greenbench|share))/", file)]
        self.assertEqual(strange, [])

    def test_nothing_is_enabled_by_installing(self) -> None:
        self.assertEqual({file for file in self.files() if file.startswith("DEBIAN/")},
                         {"DEBIAN/control", "DEBIAN/md5sums", "DEBIAN/prerm"})  # fmt: skip
        self.assertIn('[ "$1" = remove ]', (self.root / "DEBIAN" / "prerm").read_text())

    def test_no_path_of_the_machine_that_built_it_is_inside(self) -> None:
        places = {str(place).encode() for place in (SOURCE, BUILD, self.folder)}
        for path in self.root.rglob("*"):
            if path.is_symlink():
                self.fail(f"{path} is a link to {path.readlink()}")
            if path.is_file():
                text = path.read_bytes()
                text = gzip.decompress(text) if path.suffix == ".gz" else text
                self.assertEqual([place for place in places if place in text], [], path)
        self.assertIn(b"/usr/bin/python3\0", (self.root / "usr" / "bin" / "greenbench").read_bytes())

    def test_no_folder_is_empty(self) -> None:
        empty = [path for path in self.root.rglob("*") if path.is_dir() and not any(path.iterdir())]
        self.assertEqual(empty, [])

    def test_no_bytecode_is_inside(self) -> None:
        self.assertEqual([file for file in self.files() if "__pycache__" in file or file.endswith(".pyc")], [])

    def test_copyright_and_changelog_read_well(self) -> None:
        doc = self.root / "usr" / "share" / "doc" / "greenbench"
        text = (doc / "copyright").read_text()
        holder = re.search(r"Copyright \(c\) (.*)", (SOURCE / "LICENSE").read_text())[1]
        self.assertIn(f"Copyright: {holder}\nLicense: Expat\n Permission is hereby granted", text)
        self.assertTrue(text.endswith(" SOFTWARE.\n"), text)
        self.assertEqual(gzip.decompress((doc / "changelog.gz").read_bytes()), (SOURCE / "CHANGELOG.md").read_bytes())
        newest = gzip.decompress((doc / "changelog.Debian.gz").read_bytes()).decode().splitlines()[0]
        self.assertEqual(newest, f"greenbench ({self.field('Version')}) unstable; urgency=medium")


if __name__ == "__main__":
    unittest.main(argv=sys.argv)
