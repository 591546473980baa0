"""Which disk a file lies on."""

from pathlib import Path

NETWORK_DISKS = ("nfs", "cifs", "smb", "9p", "ceph", "gluster", "lustre", "afs", "sshfs")


def mounts() -> str:
    try:
        return Path("/proc/mounts").read_text()
    except OSError:
        return ""


def kind_of_disk(place: Path, mounts: str) -> str:
    """The file system a place lies on, as named in the kernel's list of mounts; empty where it is not listed."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, escaped, found = line.split(" ")[:3]
        point = escaped.replace("\\040", " ")
        inside = str(place) == point or str(place).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind


def is_network_disk(kind: str) -> bool:
    return kind.removeprefix("fuse.").startswith(NETWORK_DISKS)
