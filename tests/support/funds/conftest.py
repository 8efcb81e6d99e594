"""A division of money on a fresh database for each module, and a division of its own for each test."""

from __future__ import annotations

import itertools

import pytest

from tests.support.funds_world import Money

_NUMBERS = itertools.count()


@pytest.fixture
async def money(api) -> Money:
    """Tests do not see each other's budgets, lists and applications: each has a division."""
    n = next(_NUMBERS)
    return await Money(api, division=f"44{1 + n // 99:02d}{1 + n % 99:02d}").told()
