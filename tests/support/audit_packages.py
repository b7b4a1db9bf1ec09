"""Known weaknesses of the pinned packages, asked of the package index: ``python -m tests.support.audit_packages``.

Exit code 1 for a weakness that is not excused here. Where the index cannot be asked, that is said, and nothing fails:
a machine without a network must still be able to check the rest.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FILES = ("requirements.txt", "requirements-dev.txt", "constraints.txt")
# Weakness -> why it does not touch this program. Each goes as soon as a mended version can be pinned.
EXCUSED: dict[str, str] = {}


def pinned() -> list[str]:
    """Every pinned package, once."""
    lines = [line.strip() for name in FILES for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    return sorted({line.lower() for line in lines if "==" in line and not line.startswith("#")})


def weaknesses(answer: dict[str, Any]) -> list[str]:
    """The weaknesses in pip-audit's answer that nothing excuses."""
    return [
        f"{package['name']} {package['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'none yet'}"
        for package in answer["dependencies"]
        for one in package.get("vulns", [])
        if not {one["id"], *one.get("aliases", [])} & EXCUSED.keys()
    ]


def unasked(answer: dict[str, Any]) -> list[str]:
    """The packages of which the index knew nothing."""
    return [package["name"] for package in answer["dependencies"] if "skip_reason" in package]


def main() -> int:
    """Ask, tell, and say by the exit code whether a weakness was found."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "pinned.txt"
        listed.write_text("\n".join(pinned()), encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "-r", str(listed), "--no-deps", "--disable-pip", "-f", "json"]
        done = subprocess.run([*command, "--progress-spinner", "off"], capture_output=True, text=True, timeout=300)
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError:
        print("packages: NOT audited, the package index cannot be asked from here")
        return 0
    found, missed = weaknesses(answer), unasked(answer)
    count = len(answer["dependencies"])
    print(f"packages: {count - len(missed)} of {count} audited, {len(found)} known weaknesses", *found, sep="\n  ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
