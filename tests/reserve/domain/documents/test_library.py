from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from services.reserve.domain.documents.library import Counted, Subtotal, section_line, subtotals, total_line
from services.reserve.domain.terms import Category

PACKAGE, A, B, ALONE = (UUID(int=n) for n in range(1, 5))


def counted(id: UUID, total: int, package: UUID | None = None, category: Category = Category.INDUSTRY) -> Counted:
    return Counted(id, category, Decimal(total), package)


def test_a_package_is_one_item_its_parts_are_counted_apart_and_amounts_once():
    found = [counted(PACKAGE, 100), counted(A, 40, PACKAGE), counted(B, 50, PACKAGE), counted(ALONE, 7)]
    whole, by_category = subtotals(found)
    assert whole == by_category[Category.INDUSTRY] == Subtotal(items=2, split=3, total=Decimal(107))
    assert total_line(whole).cells[1] == "总计（2个，拆包后3个）"


def test_a_part_counts_by_itself_where_its_package_is_not_in_the_list():
    whole, _ = subtotals([counted(A, 40, PACKAGE), counted(ALONE, 7)])
    assert whole == Subtotal(items=2, split=2, total=Decimal(47))
    assert total_line(whole).cells[1] == "总计（2个）"


def test_a_part_of_another_category_than_its_package_is_not_counted_twice():
    whole, by_category = subtotals([counted(PACKAGE, 100), counted(A, 40, PACKAGE, Category.SOCIAL)])
    assert whole == Subtotal(items=1, split=1, total=Decimal(100))
    assert by_category[Category.SOCIAL] == Subtotal(items=0, split=1, total=Decimal(0))


def test_sections_are_numbered_and_categories_without_projects_left_out():
    _, by_category = subtotals([counted(A, 1, category=Category.ECOLOGY)])
    assert list(by_category) == [Category.ECOLOGY]
    line = section_line(0, Category.ECOLOGY, by_category[Category.ECOLOGY])
    assert line.cells[:2] == ("一", "生态环保项目（1个）")


def test_an_empty_list_has_a_total_and_no_sections():
    assert subtotals([]) == (Subtotal(0, 0, Decimal(0)), {})
