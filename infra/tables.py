"""Tables of what the services answer to an operator."""

from __future__ import annotations

import time
from pathlib import Path

from rich.table import Table

from infra.operate import Compared, Operations
from infra.screen import console, say
from infra.trouble import Trouble

SHOWN = 10


def reconcile(data: Path, wait: float) -> bool:
    """Compare all copies; events on their way get `wait` seconds to arrive."""
    operations = Operations.of(data)
    deadline = time.monotonic() + wait
    while True:
        compared = operations.reconcile()
        agrees = all(each.agrees for each in compared)
        if agrees or time.monotonic() > deadline:
            break
        time.sleep(1)
    _show(compared)
    if agrees:
        say("各副本与来源一致。", "Every copy agrees with its owner.")
    else:
        say("存在差异，见上表。", "There are differences; see above.")
    return agrees


def _show(compared: list[Compared]) -> None:
    table = _table(
        "服务 service", "来源 owner", "内容 what", "数量 count", "差异 differing", "搁置 parked", "哪些 which"
    )
    for each in compared:
        more = f" …(+{len(each.differing) - SHOWN})" if len(each.differing) > SHOWN else ""
        which = ", ".join(each.differing[:SHOWN]) + more
        colour = "green" if each.agrees else "red"
        numbers = (str(each.count), f"[{colour}]{len(each.differing)}[/]", str(each.parked))
        table.add_row(each.consumer, each.owner, each.what, *numbers, which)
    console.print(table)


def verify_audit(data: Path) -> bool:
    """Print each service's verdict on its chain."""
    table = _table("服务 service", "结论 verdict", "已封存 sealed", "待封存 unsealed", "链首 head", "问题 faults")
    verdicts = Operations.of(data).verify_audit()
    for service, verdict in verdicts.items():
        sign = "[green]完整 holds[/]" if verdict["holds"] else "[red]被改动 broken[/]"
        faults = "; ".join(map(str, verdict["faults"][:SHOWN]))
        numbers = (str(verdict["sealed"]), str(verdict["unsealed"]), str(verdict["head"])[:16])
        table.add_row(service, sign, *numbers, faults)
    console.print(table)
    return all(verdict["holds"] for verdict in verdicts.values())


def dead_letters(data: Path) -> None:
    """List parked events."""
    letters = Operations.of(data).parked()
    if not letters:
        say("没有搁置的事件。", "No event is parked.")
        return
    columns = ("service", "type", "topic", "key", "parked_at", "error")
    table = _table(*columns)
    for letter in letters:
        table.add_row(*(str(letter.get(column, "")) for column in columns))
    console.print(table)
    say("修复原因后：./dev resend [服务] [--key 键]", "When the cause is mended: ./dev resend [service] [--key KEY]")


def resend(data: Path, service: str | None, key: str | None) -> bool:
    """Apply parked events again, key by key; True when all went through."""
    operations = Operations.of(data)
    chosen = [
        (letter["service"], letter["topic"], letter["key"])
        for letter in operations.parked()
        if service in (None, letter["service"]) and key in (None, letter["key"])
    ]
    passed = True
    for where, topic, which in dict.fromkeys(chosen):
        try:
            console.print(f"  [green]✓[/] {where} {topic} {which}: {operations.resend(where, topic, which)}")
        except Trouble as trouble:
            passed = False
            console.print(f"  [red]✗[/] {where} {topic} {which}: {trouble.english}")
    if not chosen:
        say("没有搁置的事件。", "No event is parked.")
    return passed


def _table(*titles: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for title in titles:
        table.add_column(title, overflow="fold")
    return table
