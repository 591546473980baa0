from hashlib import sha256

import pytest

from quiz_bank import FilesUnreadable, content_hash, read_folder


def test_a_folder_is_read_with_its_sub_folders_by_path(tmp_path):
    (tmp_path / "lessons").mkdir()
    (tmp_path / "course.md").write_bytes(b"one")
    (tmp_path / "lessons" / "l1.md").write_bytes("zwö".encode())
    (tmp_path / "picture.png").write_bytes(b"\xff")
    assert read_folder(tmp_path) == {"course.md": "one", "lessons/l1.md": "zwö"}


def test_what_an_editor_hides_is_not_read(tmp_path):
    (tmp_path / "course.md").write_bytes(b"one")
    (tmp_path / ".#course.md").write_bytes(b"two")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.md").write_bytes(b"three")
    assert list(read_folder(str(tmp_path))) == ["course.md"]


def test_one_file_is_a_bank_too_whatever_its_name(tmp_path):
    (tmp_path / "bank.txt").write_bytes(b"one")
    assert read_folder(tmp_path / "bank.txt") == {"bank.txt": "one"}


def test_bytes_are_kept_so_that_the_hash_is_of_what_was_given(tmp_path):
    (tmp_path / "course.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo")
    assert read_folder(tmp_path)["course.md"].encode() == b"\xef\xbb\xbfone\r\ntwo"


def test_a_file_that_is_not_utf_8_is_named_with_what_to_do(tmp_path):
    (tmp_path / "course.md").write_bytes(b"caf\xe9")
    with pytest.raises(FilesUnreadable, match=r"course\.md is not UTF-8 text\. Save it again as UTF-8\."):
        read_folder(tmp_path)


def test_a_place_where_nothing_is_is_named(tmp_path):
    with pytest.raises(FilesUnreadable, match="There is no file or folder"):
        read_folder(tmp_path / "none")


def test_a_folder_without_texts_is_named(tmp_path):
    with pytest.raises(FilesUnreadable, match=r"holds no file that ends in \.md"):
        read_folder(tmp_path)


def test_the_hash_is_over_the_sorted_list_of_path_and_file_hash():
    one, two = sha256(b"one").hexdigest(), sha256("zwö".encode()).hexdigest()
    expected = sha256(f"{one}  a.md\n{two}  b.md\n".encode()).hexdigest()
    assert content_hash({"b.md": "zwö", "a.md": "one"}) == expected
    assert content_hash({"a.md": "one", "b.md": "zwö"}) == expected


@pytest.mark.parametrize(
    "other",
    [
        {"a.md": "one"},
        {"a.md": "one", "b.md": "two "},
        {"a.md": "one", "c.md": "two"},
        {"a.md": "two", "b.md": "one"},
    ],
)
def test_any_other_content_or_path_has_another_hash(other):
    assert content_hash(other) != content_hash({"a.md": "one", "b.md": "two"})
