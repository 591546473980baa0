"""Files that somebody sends: read whole, or refused in words."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from quiz_bank import FilesUnreadable, files_in
from quiz_bank.formats.uploads import MOST_BYTES, MOST_FILES


def zipped(files: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return packed.getvalue()


def odd(method: int, files: dict[str, bytes]) -> bytes:
    """A zip that says it is packed by another method."""
    return zipped(files).replace(
        b"PK\x01\x02\x14\x03\x14\0\0\0\x08", b"PK\x01\x02\x14\x03\x14\0\0\0" + bytes([method])
    )


def newer(files: dict[str, bytes]) -> bytes:
    """A zip that says which version of zip unpacks it: one that there is not."""
    return zipped(files).replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff")


def broken_name(files: dict[str, bytes]) -> bytes:
    """A zip that says its names are UTF-8 where they are not."""
    return zipped(files).replace("é".encode(), b"\xff\xff")


def nameless(files: dict[str, bytes]) -> bytes:
    return zipped(files).replace(b"a.md", b"\0.md")


def before_the_beginning(files: dict[str, bytes]) -> bytes:
    """A zip that says its list of files begins later than it does, so that the files begin before it."""
    packed = zipped(files)
    return packed[:-6] + (int.from_bytes(packed[-6:-2], "little") + 1000).to_bytes(4, "little") + packed[-2:]


def refused(*sent: tuple[str, bytes]) -> str:
    with pytest.raises(FilesUnreadable) as told:
        files_in(sent)
    return str(told.value)


def test_one_text_or_several_are_taken_by_their_names():
    assert files_in([("bank.txt", "zwö".encode())]) == {"bank.md": "zwö"}
    sent = [("C:\\texts\\l1.md", b"one"), ("l2.md", b"two")]
    assert files_in(sent) == {"l1.md": "one", "l2.md": "two"}


def test_a_zip_is_unpacked_without_the_folder_around_it_and_without_what_computers_add():
    packed = zipped({"bank/course.md": b"one", "bank/q/l1.md": b"two", "__MACOSX/bank/._course.md": b"x"})
    assert files_in([("bank.zip", packed)]) == {"course.md": "one", "q/l1.md": "two"}


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_older_programs_write_is_read_too(form):
    [text] = files_in([("bank.txt", "“Sam’s” – £5".encode(form))]).values()
    assert text.removeprefix("\ufeff") == "“Sam’s” – £5"


@pytest.mark.parametrize("path", ["../course.md", "a/../../b.md", "/etc/course.md", "c:/x.md", "..\\x.md"])
def test_a_path_that_leads_elsewhere_is_refused(path):
    assert "leads out of the bank" in refused(("bank.zip", zipped({path: b"x"})))


def test_a_zip_that_unpacks_to_more_than_a_bank_holds_is_refused_before_it_is_unpacked():
    packed = zipped({"a.md": b"a" * (MOST_BYTES + 1)})
    assert len(packed) < 10_000
    assert "more than a bank may hold" in refused(("bank.zip", packed))
    halves = {f"{number}.md": b"a" * (MOST_BYTES // 2 + 1) for number in range(2)}
    assert "more than a bank may hold" in refused(("bank.zip", zipped(halves)))


def test_more_files_than_a_bank_holds_are_refused():
    packed = zipped({f"{number}.md": b"x" for number in range(MOST_FILES + 1)})
    assert "more than a bank may hold" in refused(("bank.zip", packed))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("questions.pdf", b"%PDF", "copy, and paste it into the box"),
        ("bank.zip", zipped({"questions.docx": b"PK"}), "Send it by itself"),
        ("photo.jpg", b"\xff\xd8", "not a text file"),
        ("bank.zip", b"not a zip", "cannot be unpacked"),
        ("bank.md", b"a\0b", "cannot be read as text"),
        ("bank.zip", zipped({}), "No text file was sent"),
        ("bank.zip", zipped({"a.md": b"x", "b.exe": b"MZ"}), "b.exe is not a text file"),
        ("bank.zip", zipped({"a.md": b"x", "a.txt": b"y"}), "Two files are called a.md"),
        ("bank.zip", zipped({"a.md": b"x", "A.md": b"y"}), "Two files are called A.md"),
        ("bank.zip", odd(9, {"a.md": b"x"}), "packed in a way that is not read here"),
        ("bank.zip", odd(14, {"a.md": b"x"}), "packed in a way that is not read here"),
        ("bank.zip", newer({"a.md": b"x"}), "cannot be unpacked"),
        ("bank.zip", broken_name({"é.md": b"x"}), "cannot be unpacked"),
        ("bank.zip", before_the_beginning({"a.md": b"x"}), "cannot be unpacked"),
        ("bank.zip", nameless({"a.md": b"x"}), "No text file was sent"),
        ("bank.zip", zipped({"a.md": b"words " * 999})[:80] + b"\0" * 40, "cannot be unpacked"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_what_to_do(name, content, told):
    assert told in refused((name, content))


def test_nothing_sent_is_told():
    assert "No text file was sent" in refused()
