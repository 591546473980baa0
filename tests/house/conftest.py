import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tour import Tour, set_out, visit_all


@pytest.fixture(scope="session")
def tour(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    """A walk through every address that can be opened, made once."""
    path = tmp_path_factory.mktemp("tour") / "debrief.db"
    shutil.copy(seeded, path)
    made = set_out(path)
    visit_all(made)
    yield made
    made.store.close()
