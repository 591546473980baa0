"""Writing ids into a text where they are missing. Nothing else in it changes."""

import re
from collections.abc import Collection, Mapping

from quiz_bank.formats.markdown import read
from quiz_bank.reading import GivenId, Reading

_LINE_ENDS = re.compile(r"(\r\n|\r|\n)")


def with_ids(files: Mapping[str, str], used: Collection[str] = ()) -> dict[str, str]:
    """The files with every id that reading them gave, each on its line; a second time changes nothing.

    `used`: ids that nothing new may have, as `ids_in` tells them.
    Where the text would then read otherwise it is left as it is: ids used twice are mended first.
    """
    reading = read(files, used)
    written = dict(files)
    for path in {each.place.file for each in reading.given} & set(files):
        written[path] = _written(files[path], [each for each in reading.given if each.place.file == path])
    return written if _reads_the_same(reading, read(written)) else dict(files)


def _written(text: str, given: list[GivenId]) -> str:
    lines = _LINE_ENDS.split(text)
    for each in given:
        at = 2 * (each.place.line - 1)
        cut = len(lines[at]) - each.after
        lines[at] = f"{lines[at][:cut]} {{#{each.id}}}{lines[at][cut:]}"
    return "".join(lines)


def _reads_the_same(one: Reading, other: Reading) -> bool:
    return (one.bank, one.places) == (other.bank, other.places)
