"""The one password of the demonstration people: four words, made at the first start and kept."""

import secrets
from pathlib import Path


def password_in(folder: Path, wanted: str | None) -> str:
    """The password of the demonstration people: `wanted`, else the one kept in the folder, else one made now."""
    kept = folder / "demonstration-password"
    if not wanted and kept.exists():
        return kept.read_text().strip()
    password = wanted or "-".join(secrets.choice(_WORDS) for _ in range(4))
    folder.mkdir(parents=True, exist_ok=True)
    kept.touch(mode=0o600)
    kept.write_text(password + "\n")
    return password


_WORDS = (
    "amber anchor apple arrow autumn badge bamboo basket beacon berry bicycle birch blanket bottle breeze bridge "
    "button cabin candle canyon carpet castle cedar cherry circle clover coffee copper cotton cradle crayon daisy "
    "denim desert dolphin donkey drawer eagle ember engine fabric falcon feather fennel fiddle flint forest garden "
    "ginger glacier goose granite hammer harbour hazel heron hollow honey indigo island ivory jacket jasmine jigsaw "
    "kettle kitten ladder lantern lemon lilac linen lobster magnet maple marble meadow melon mirror mitten mosaic "
    "nettle nutmeg olive onion orchard otter oyster paddle panda paper parcel pebble pepper piano pillow planet plum "
    "pocket poppy puzzle quartz quilt rabbit radish ribbon river rocket saddle saffron salmon sandal silver spruce "
    "squirrel stable teapot thistle thunder timber tulip tunnel turtle umbrella valley velvet violin walnut willow "
    "window winter zebra"
).split()
