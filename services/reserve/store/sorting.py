"""Chinese names sort by pinyin, which PostgreSQL cannot do without ICU: the key is stored beside the name."""

from __future__ import annotations

from functools import lru_cache

LONGEST = 120
REMEMBERED = 1_024  # names: a project and its assessments ask for the same one after the other


@lru_cache(REMEMBERED)
def sort_key(name: str) -> str:
    """Return the key by which a name sorts.

    >>> sort_key("松井汽车涂料")
    'song jing qi che tu liao'
    """
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take half a second, which a start need not wait for

    return " ".join(lazy_pinyin(name.casefold()))[:LONGEST]
