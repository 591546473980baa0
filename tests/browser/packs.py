"""What npm gives the suite: htmx as the CDN serves it, and its judges. Kept under .cache/npm."""

import shutil
import subprocess
import tarfile
import tempfile
from functools import cache
from pathlib import Path

KEPT = Path(__file__).parents[2] / ".cache" / "npm"


class NotInstalled(Exception):
    """What is missing on this machine, and how to get it."""


@cache
def file_of(package: str, version: str, inside: str) -> bytes:
    """One file of an npm package. Raises NotInstalled without npm."""
    with tarfile.open(_archive(package, version)) as archive:
        found = archive.extractfile(f"package/{inside}")
        assert found is not None
        return found.read()


def _archive(package: str, version: str) -> Path:
    kept = KEPT / f"{package}-{version}.tgz"
    if kept.exists():
        return kept
    npm = shutil.which("npm")
    if npm is None:
        raise NotInstalled(f"npm is not installed; it fetches {package}@{version}. Try: apt-get install npm")
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT) as folder:
        asked = [npm, "pack", "--silent", f"{package}@{version}", "--pack-destination", folder]
        subprocess.run(asked, check=True, timeout=300)
        (Path(folder) / kept.name).replace(kept)
    return kept
