"""Notices beside 100,000 records of a service: most the owners', some the towns', one in 5,000 everybody's; those of a week new."""

from __future__ import annotations


def noticed(usual: str, rare: str, everybodys: str) -> str:
    """Return the filling; the kinds are the service's own: what is told often, now and then, and to everybody."""
    return f"""
insert into notices (id, division, kind, unit_id, subject, project_id, record_id, due_on, at, facts)
select pg_temp.id('notice', n), pg_temp.division(n), case when n % 5000 = 1 then '{everybodys}' when n % 1000 = 2 then '{rare}' else '{usual}' end,
       case when n % 5000 = 1 then null when n % 2 = 0 or n = 5 then pg_temp.owner(n) else pg_temp.town(n) end, null,
       pg_temp.id('project', n), pg_temp.id('card', n), null, timestamptz '2026-09-01' + n * interval '1 minute',
       '{{"month": "2026-08-01", "year": 2026, "quarter": 3}}'
from generate_series(1, $1::int) n;
insert into notice_reads (subject, notice_id, division, read_at)
select case when n % 2 = 0 then 'p1' else 'p' || n end, pg_temp.id('notice', n), pg_temp.division(n), timestamptz '2026-11-01' from generate_series(1, $1::int) n where n % 3 > 0;
insert into calendar_addresses (id, division, version, subject, name, roles, label, digest, created_at, expires_on)
select pg_temp.id('address', n), '430211', 1, case when n % 1000 = 0 then 'p1' else 'p' || n end, '测试员', '{{}}', '示例', 'x' || n,
       timestamptz '2026-01-01' + n * interval '1 minute', date '2027-01-01' from generate_series(1, $1::int) n
"""


def asked(service: str, page: str, *, rare: str, project: str) -> dict[str, tuple[str, dict[str, object]]]:
    """Return the lists of a service's notices and addresses, as tests of plans ask them."""
    field = f"{service}Notices"
    notices = f"query($f: NoticeFilter) {{ {field}(filter: $f) {{ {page} edges {{ node {{ id kind at readAt }} }} }} }}"
    addresses = f"{{ {service}CalendarAddresses {{ {page} edges {{ node {{ id label }} }} }} }}"
    return {
        "notices": (notices, {}),
        "notices that are not read": (notices, {"f": {"unread": True}}),
        "notices that are read": (notices, {"f": {"unread": False}}),
        "notices of a kind": (notices, {"f": {"kinds": [rare]}}),
        "notices of a project": (notices, {"f": {"projectId": project}}),
        "notices with past ones": (notices, {"f": {"past": True}}),
        "addresses": (addresses, {}),
    }
