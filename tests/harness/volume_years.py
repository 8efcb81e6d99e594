"""Whole years of the assessment beside its quarters: each unit's result of a year, with the quarters that entered it."""

from __future__ import annotations

YEARS = """
insert into periods (id, division, year, quarter, scheme_id, status, digest, through, idle, unplaced, computed_at, corrected, version)
select pg_temp.id('whole year', y), '430211', y, 0, pg_temp.id('scheme', y), 'PUBLISHED', '', make_date(y, 12, 31), '[]', '[]', timestamptz '2025-01-05', false, 1
from generate_series(2016, 2026) y;
insert into unit_results (id, division, period_id, year, quarter, "group", unit_id, score, computed_score, places, rank, words, parted_by, published, version)
select pg_temp.id('result of a year', u * 100 + y - 2000), '430211', pg_temp.id('whole year', y), y, 0, 'TOWN', pg_temp.id('unit', u), 90, 90, 2, u + 1, '', '[]', true, 1
from generate_series(2016, 2026) y, generate_series(0, $1::int / 48 - 1) u;
insert into indicator_results (id, division, result_id, place, code, name, measure, formula, weight, value, points, words)
select pg_temp.id('quarters of a year', u * 100 + y - 2000), '430211', pg_temp.id('result of a year', u * 100 + y - 2000), 1, 'QUARTERS', '示例指标', 'QUARTER_RESULTS',
       'CAPPED_LINEAR', 100, 0.9, 90 - u % 7, ''
from generate_series(2016, 2026) y, generate_series(0, $1::int / 48 - 1) u;
insert into period_entries (period_id, unit_id, measure, division, year, sources, done, planned, digest)
select pg_temp.id('whole year', y), pg_temp.id('unit', u), 'QUARTER_RESULTS', '430211', y, array(select pg_temp.id('result', u * 48 + (y - 2016) * 4 + q) from generate_series(0, 3) q),
       array[90, 90, 90, 90], array[100, 100, 100, 100], ''
from generate_series(2016, 2026) y, generate_series(0, $1::int / 48 - 1) u
"""
