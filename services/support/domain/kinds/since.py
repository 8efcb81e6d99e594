"""From when the rules of the kinds hold."""

from __future__ import annotations

from datetime import date

FIRST_DAY = date(2004, 1, 1)  # the first year of the official calendar: every day that can be asked for has an answer
