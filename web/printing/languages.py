"""The language that a course was taken in."""

import re
from typing import NamedTuple

NAMES = {
    "am": "Amharic", "ar": "Arabic", "bn": "Bengali", "bg": "Bulgarian", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish",
    "gd": "Scottish Gaelic", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "hy": "Armenian", "it": "Italian", "ka": "Georgian", "lt": "Lithuanian", "lv": "Latvian",
    "ml": "Malayalam", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "pa": "Punjabi",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala",
    "so": "Somali", "sq": "Albanian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
    "te": "Telugu", "th": "Thai", "ti": "Tigrinya", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese", "ja": "Japanese", "ko": "Korean",
}  # fmt: skip
TAG = re.compile(r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}))?(?:-.*)?", re.ASCII | re.IGNORECASE)


class Language(NamedTuple):
    code: str
    region: str | None
    name: str


def language_of(tag: str) -> Language:
    """What a tag such as "en-GB" says; what is no tag counts as undetermined."""
    parts = TAG.fullmatch(tag)
    if parts is None:
        return Language("und", None, "another language")
    code, region = parts[1].lower(), parts[2]
    return Language(code, region and region.upper(), NAMES.get(code, code))
