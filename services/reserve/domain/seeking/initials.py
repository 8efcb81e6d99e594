"""The pinyin initials of a name, as people type them: zzgxq for 株洲高新区."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import combinations, islice
from typing import Any

from services.reserve.domain.seeking.polyphones import usual_initials

MOST = 16  # readings of one name that are kept; names with more polyphones are found by the likeliest of them


def initials(name: str) -> str:
    """Return the initials of a name, one word a reading: that of its phrases first, then those that differ least from it.

    Letters and figures stand for themselves, signs and what has no reading are left out.

    >>> initials("株洲高新区LED2期")
    'zzgxqled2q'
    >>> initials("重庆"), initials("（）")
    ('cq zq', '')
    """
    places = _readings(name)
    return " ".join(islice(_variants(places), MOST))


def _readings(name: str) -> list[tuple[str, ...]]:
    """Return what each character may begin with, the reading of its phrase first; none where it has no reading."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - its tables take half a second, which a start need not wait for

    plain = unicodedata.normalize("NFKC", name).lower()
    told = lazy_pinyin(plain, style=Style.NORMAL, errors=_each)
    if len(told) != len(plain):  # a phrase that is read otherwise than character by character
        told = [next(iter(lazy_pinyin(character, errors=_each)), "") for character in plain]
    places = []
    for character, reading in zip(plain, told, strict=True):
        own = _first(reading)
        if own:
            places.append(tuple(dict.fromkeys((own, *usual_initials(character)))))
    return places


def _each(signs: str) -> Any:
    """Leave what has no reading, character by character."""
    return list(signs)


def _first(reading: str) -> str:
    """Return the letter that a reading begins with, without its marks (ê is e)."""
    first = unicodedata.normalize("NFKD", reading)[:1]
    return first if _is_typed(first) else ""


def _is_typed(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _variants(places: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield the readings of a name, those with the fewest departures from the first of each place before the others."""
    usual = [options[0] for options in places]
    if usual:
        yield "".join(usual)
    others = [(at, other) for at, options in enumerate(places) for other in options[1:]]
    polyphones = len({at for at, _ in others})
    for departures in range(1, polyphones + 1):
        for chosen in combinations(others, departures):
            changed = dict(chosen)
            if len(changed) == departures:  # one reading a place
                yield "".join(changed.get(at, first) for at, first in enumerate(usual))
