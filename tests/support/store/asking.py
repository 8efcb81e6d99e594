"""How the modules of lists here write their queries down, and of whom each list is asked (`test_list_plans`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.harness.volume import numbered

PAGE = "pageInfo { hasNextPage endCursor }"
Asked = tuple[str, dict[str, Any]]


def id_of(what: str, number: int) -> str:
    """Return an id as the filling gives it, as a variable."""
    return str(numbered(what, number))


def listed(field: str, filter_type: str, shown: str, sort_type: str | None = None, named: str = "sort") -> str:
    """Write the query of a list down: narrowed by `$f`, in the order `$s`, from the end by `$l`, after `$a`."""
    sort = (f", $s: {sort_type}", f", {named}: $s") if sort_type else ("", "")
    given = f"$f: {filter_type}, $l: Int, $a: String{sort[0]}"
    return f"query({given}) {{ {field}(filter: $f, last: $l, after: $a{sort[1]}) {{ {PAGE} edges {{ node {{ {shown} }} }} }} }}"


def narrowed(query: str, **filter: Any) -> Asked:
    """Ask a list with a filter."""
    return (query, {"f": filter})


def by_all(lists: Iterable[str], people: Iterable[str]) -> list[tuple[str, str]]:
    """Ask each of the lists as each of the people."""
    whom = tuple(people)
    return [(name, who) for name in lists for who in whom]
