"""`greenbench-access`: opens emulated counters to a group and takes all of it back."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
ACCESS = SOURCE / "packaging" / "access"
ACCOUNTS = {
    "passwd": "root:x:0:0::/root:/bin/sh\nanna:x:1000:1000::/home/anna:/bin/sh\n",
    "shadow": "root:*:::::::\nanna:*:::::::\n",
    "group": "root:x:0:\nanna:x:1000:\n",
    "gshadow": "root:*::\nanna:*::\n",
}


class Access(unittest.TestCase):
    """The script as it is installed, and a root file system with two zones."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        installed = Path(folder.name) / "usr"
        (installed / "sbin").mkdir(parents=True)
        (installed / "share" / "greenbench" / "access").mkdir(parents=True)
        self.script = shutil.copy(ACCESS / "greenbench-access", installed / "sbin")
        shutil.copy(ACCESS / "70-energy-counters.rules", installed / "share" / "greenbench" / "access")
        Path(folder.name).chmod(0o755)
        self.root = Path(folder.name) / "root"
        self.rule = self.root / "etc" / "udev" / "rules.d" / "70-energy-counters.rules"
        self.counters = [self.zone("intel-rapl:0"), self.zone("intel-rapl:0:0")]
        (self.root / "etc").mkdir()
        for name, text in ACCOUNTS.items():
            (self.root / "etc" / name).write_text(text)

    def zone(self, name: str) -> Path:
        zone = self.root / "sys" / "devices" / "virtual" / "powercap" / "intel-rapl" / name
        zone.mkdir(parents=True)
        classes = self.root / "sys" / "class" / "powercap"
        classes.mkdir(parents=True, exist_ok=True)
        (classes / name).symlink_to(os.path.relpath(zone, classes))
        (zone / "energy_uj").write_text("1\n")
        (zone / "energy_uj").chmod(0o400)
        return zone / "energy_uj"

    def call(self, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        command = [self.script, "--root", str(self.root), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **options)

    def account(self, name: str) -> str:
        return (self.root / "etc" / name).read_text()

    def modes(self) -> list[tuple[int, int]]:
        return [(path.stat().st_mode & 0o777, path.stat().st_gid) for path in self.counters]


@unittest.skipUnless(os.geteuid() == 0, "needs root")
@unittest.skipUnless(shutil.which("groupadd", path="/usr/sbin:/sbin:/usr/bin"), "needs groupadd")
class AsRoot(Access):
    def enable(self, *users: str) -> subprocess.CompletedProcess[str]:
        result = self.call("enable", *users)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result

    def disable(self) -> subprocess.CompletedProcess[str]:
        result = self.call("disable")
        self.assertEqual(result.returncode, 0, result.stderr)
        return result

    def assert_as_it_was(self) -> None:
        self.assertFalse((self.root / "etc" / "udev").exists())
        self.assertEqual(self.modes(), [(0o400, 0)] * 2)
        for name, text in ACCOUNTS.items():
            self.assertEqual(self.account(name), text, name)

    def test_enable_gives_the_group_read_access_and_says_the_risk(self) -> None:
        said = self.enable("anna").stdout
        self.assertIn("CVE-2020-8694", said)
        number = int(re.search(r"^energy:x?!?:(\d+):anna$", self.account("group"), re.MULTILINE)[1])
        self.assertEqual(self.modes(), [(0o440, number)] * 2)
        self.assertEqual(self.rule.stat().st_mode & 0o777, 0o644)
        status = self.call("status")
        self.assertEqual(status.returncode, 0)
        self.assertIn("members of the group energy: anna", status.stdout)
        self.assertIn("may read: 2 of 2", status.stdout)

    def test_disable_takes_everything_back(self) -> None:
        self.enable("anna")
        self.disable()
        self.assert_as_it_was()
        self.assertEqual(self.call("status").returncode, 3)

    def test_enabled_twice_is_taken_back_at_once(self) -> None:
        self.enable()
        first = self.rule.read_text()
        self.enable()
        self.assertEqual(self.rule.read_text(), first)
        self.enable("anna")
        self.disable()
        self.assert_as_it_was()

    def test_disable_without_enable_changes_nothing(self) -> None:
        self.assertIn("nothing is enabled", self.disable().stdout)
        self.assert_as_it_was()

    def test_a_folder_that_was_there_stays(self) -> None:
        self.rule.parent.mkdir(parents=True)
        self.enable()
        self.disable()
        self.assertEqual(list(self.rule.parent.iterdir()), [])

    def test_a_folder_that_somebody_uses_by_now_stays(self) -> None:
        self.enable()
        (self.rule.parent / "90-other.rules").touch()
        self.disable()
        self.assertEqual([path.name for path in self.rule.parent.iterdir()], ["90-other.rules"])

    def test_a_group_that_was_there_stays_with_its_members(self) -> None:
        with (self.root / "etc" / "group").open("a") as file:
            file.write("energy:x:500:root\n")
        with (self.root / "etc" / "gshadow").open("a") as file:
            file.write("energy:!::root\n")
        before = self.account("group")
        self.enable("anna")
        self.assertIn("energy:x:500:root,anna", self.account("group"))
        self.disable()
        self.assertEqual(self.account("group"), before)
        self.assertEqual(self.modes(), [(0o400, 0)] * 2)

    def test_a_rule_of_the_administrator_is_left_alone(self) -> None:
        self.rule.parent.mkdir(parents=True)
        self.rule.write_text("# mine\n")
        for command in ("enable", "disable"):
            result = self.call(command)
            self.assertEqual(result.returncode, 1)
            self.assertIn("was not written by greenbench-access", result.stderr)
        self.assertEqual(self.rule.read_text(), "# mine\n")
        self.assertEqual(self.modes(), [(0o400, 0)] * 2)

    def test_an_unknown_user_is_refused_before_anything_changes(self) -> None:
        result = self.call("enable", "anna", "nobody-knows")
        self.assertEqual(result.returncode, 1)
        self.assertIn("no such user", result.stderr)
        self.assert_as_it_was()

    def test_an_interrupted_enable_is_taken_back(self) -> None:
        self.enable()
        # As after a kill between the rule and the group.
        (self.root / "etc" / "group").write_text(ACCOUNTS["group"])
        (self.root / "etc" / "gshadow").write_text(ACCOUNTS["gshadow"])
        for path in self.counters:
            os.chown(path, 0, 0)
            path.chmod(0o400)
        self.disable()
        self.assert_as_it_was()

    def test_a_machine_without_counters_gets_the_rule(self) -> None:
        shutil.rmtree(self.root / "sys")
        self.assertIn("0 now", self.enable().stdout)
        self.assertTrue(self.rule.exists())
        self.disable()
        self.assertFalse(self.rule.exists())

    def test_without_root_it_says_so(self) -> None:
        for command in ("enable", "disable"):
            result = self.call(command, user="nobody", group="nogroup", extra_groups=[])
            self.assertEqual(result.returncode, 1)
            self.assertIn(f"sudo greenbench-access {command}", result.stderr)
        self.assert_as_it_was()


class AsAnyone(Access):
    def test_nothing_is_enabled_by_installing(self) -> None:
        result = self.call("status")
        self.assertEqual(result.returncode, 3)
        self.assertIn("not enabled", result.stdout)

    @unittest.skipIf(os.geteuid() == 0, "root may do it")
    def test_without_root_it_says_so(self) -> None:
        result = self.call("enable")
        self.assertEqual(result.returncode, 1)
        self.assertIn("needs root", result.stderr)

    def test_a_wrong_command_line_gets_the_usage(self) -> None:
        for arguments in ([], ["open"]):
            result = self.call(*arguments)
            self.assertEqual(result.returncode, 2)
            self.assertIn("usage: greenbench-access", result.stderr)

    def test_its_rule_is_the_one_that_doctor_recommends(self) -> None:
        rule = (ACCESS / "70-energy-counters.rules").read_text().splitlines()[-1]
        source = (SOURCE / "counters" / "powercap" / "powercap_absence.cpp").read_text()
        source = re.sub(r'"\s*\n\s*"', "", source)
        recommended = re.search(r"echo '(.*?)' \| sudo tee (\S+?)\\n", source)
        self.assertEqual(recommended[1].replace('\\"', '"'), rule)
        self.assertEqual(recommended[2], "/etc/udev/rules.d/70-energy-counters.rules")


if __name__ == "__main__":
    unittest.main()
