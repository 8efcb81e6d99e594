"""Type fits its place: whatever the text, no line is wider than its place and no more lines are there than it has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from services.schedule.usecases.site.sheet import ELLIPSIS, FONT, LEAST_TYPE, fitted

WIDTH = 80.0


@given(st.text(max_size=120), st.integers(1, 3))
def test_lines_fit_and_nothing_is_lost_without_a_sign(text, lines):
    broken, size = fitted(text, WIDTH, 10, lines=lines)
    assert 1 <= len(broken) <= lines
    assert LEAST_TYPE <= size <= 10
    assert all(stringWidth(line, FONT, size) <= WIDTH for line in broken)
    plain = " ".join(text.split())
    whole = "".join(broken)
    if not whole.endswith(ELLIPSIS):
        assert len(whole) == len(plain)
    else:
        assert size == LEAST_TYPE or plain.endswith(ELLIPSIS)


def test_a_text_that_fits_keeps_its_size():
    assert fitted("用地报批", WIDTH, 10, lines=1) == (["用地报批"], 10)


def test_a_longer_one_is_smaller_and_the_longest_is_cut():
    (_,), smaller = fitted("建设工程规划许可证", WIDTH, 10, lines=1)
    assert LEAST_TYPE < smaller < 10
    (cut,), least = fitted("建设工程规划许可证办理" * 9, WIDTH, 10, lines=1)
    assert (cut[-1], least) == (ELLIPSIS, LEAST_TYPE)
