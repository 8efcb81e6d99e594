"""Chinese names sort by pinyin, which PostgreSQL cannot do without ICU: the key is stored beside the name."""

from __future__ import annotations

from pypinyin import lazy_pinyin

LONGEST = 120


def sort_key(name: str) -> str:
    """Return the key by which a name sorts.

    >>> sort_key("松井汽车涂料")
    'song jing qi che tu liao'
    """
    return " ".join(lazy_pinyin(name.casefold()))[:LONGEST]
