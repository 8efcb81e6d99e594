import pytest

from services.support.domain.documents import DocumentNumber, following


def test_numbers_follow_each_other_from_one_in_each_year():
    assert str(following("株天自然资函", 2027, 0)) == "株天自然资函〔2027〕1号"
    assert str(following("株天自然资函", 2027, 99)) == "株天自然资函〔2027〕100号"


@pytest.mark.parametrize(("series", "number"), [("", 1), ("株天自然资函", 0), ("株天自然资函", -1)])
def test_a_number_needs_a_series_and_begins_with_one(series, number):
    with pytest.raises(ValueError, match="numbered"):
        DocumentNumber(series, 2027, number)
