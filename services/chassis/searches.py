"""Searches for parts of texts, as DDL for the migrations: a table beside the searched one with the pieces of its texts.

Row-level security lets an index serve only operators that are leakproof, which none of those for parts of texts is. So the
pieces stand in a table of their own without it: numbers made of one, two and three characters that follow each other, and
of the division. What is found there by its index is then asked of the rows themselves, under row-level security.
"""

# ruff: noqa: S608, E501 - the names in statements are declared in migrations; SQL reads better in whole lines

from __future__ import annotations

from alembic import op

# A piece is a number of 31 bits of its characters; two pieces may have the same, and the rows then tell them apart.
# Divisions are negative, so that they are no pieces; one row has those of its county, city and province.
_PIECES = """
create function search_piece(text) returns int language sql immutable strict parallel safe as $$
  select ((ascii($1)::bigint * 1000003 + ascii(substr($1, 2, 1))) * 1000003 % 2147483647 + ascii(substr($1, 3, 1)))::bigint % 2147483647 $$
"""
_SPLIT = """
create function search_split(written text, longest int) returns int[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct search_piece(c || case when n > 1 then d else '' end || case when n > 2 then e else '' end)), '{}')
  from (select c, lead(c) over (order by i) d, lead(c, 2) over (order by i) e
        from unnest(string_to_array(lower(written), null)) with ordinality t(c, i)) s, generate_series(1, 3) n
  where (longest = 0 or n = longest) and (n < 2 or d is not null) and (n < 3 or e is not null) $$
"""
_PIECES_OF = """
create function search_pieces(written text, division text) returns int[] language sql immutable strict parallel safe as $$
  select search_split(written, 0) || array[-division::int, -left(division, 4)::int, -left(division, 2)::int] $$
"""
_WORDS = """
create function search_words(words text) returns int[] language sql immutable strict parallel safe as $$
  select search_split(words, least(length(words), 3)) $$
"""
_SCOPE = """
create function search_scope() returns int[] language sql stable parallel safe as $$
  select case when current_setting('app.division', true) ~ '^[0-9]+$'
              then array[-current_setting('app.division', true)::int] else '{}' end $$
"""


def search_functions() -> None:
    """Create what takes texts to pieces, once a service."""
    for function in (_PIECES, _SPLIT, _PIECES_OF, _WORDS, _SCOPE):
        op.execute(function)


def searched(table: str, *columns: str) -> None:
    """Keep the pieces of a table's columns (or casts of them), by triggers, and those of the rows that are there."""
    beside = f"{table}_search"
    text = " || ' ' || ".join(f"coalesce({{row}}{c}, '')" for c in columns)
    of_new, of_row = (f"search_pieces({text.format(row=row)}, {row}division)" for row in ("new.", "r."))
    op.execute(f"create table {beside} (id uuid constraint pk_{beside} primary key, pieces int[] not null)")
    op.execute(
        f"create function {beside}_keep() returns trigger language plpgsql as $$ begin "
        f"insert into {beside} values (new.id, {of_new}) on conflict (id) do update set pieces = excluded.pieces; "
        "return null; end $$"
    )
    op.execute(
        f"create function {beside}_drop() returns trigger language plpgsql as $$ begin "
        f"delete from {beside} where id = old.id; return null; end $$"
    )
    op.execute("select set_config('app.division', '*', true)")
    op.execute(f"insert into {beside} select r.id, {of_row} from {table} r")
    op.execute(f"create index ix_{beside}_pieces on {beside} using gin (pieces) with (fastupdate = off)")
    named = ", ".join(c.partition("::")[0] for c in columns)
    told = f"insert or update of {named}, division"
    op.execute(f"create trigger {beside}_keep after {told} on {table} for each row execute function {beside}_keep()")
    op.execute(f"create trigger {beside}_drop after delete on {table} for each row execute function {beside}_drop()")
