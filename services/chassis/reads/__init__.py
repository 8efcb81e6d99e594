"""Reads: each field says once what it is; an operation becomes one SQL statement, or is walked where it cannot.

| module | purpose |
|---|---|
| `declare` | how a type and its fields say what they are |
| `asking` | who asks and when, as declarations see it: real values, or binds of a compiled statement |
| `scalars` | SQL expressions that write the JSON of each GraphQL type |
| `page` | connections: keys, cursors, pages |
| `finding` | lists of which nobody knows beforehand how many rows match: planned in two ways |
| `compiler` | a validated operation as one SELECT; `connections` and `entities` write its pages and `_entities` |
| `shapes` | the variables: their values, and what of them makes a plan |
| `cost` | how many rows nested pages may ask for |
| `plans` | which plans a document has, by shape; bounded |
| `pool` | connections that carry one statement each |
| `fill` | what Python works out of the columns that the statement brings |
| `walk` | graphql-core over the same declarations, one batched statement a field |
| `serving` | between the endpoint and all of this |
"""

from services.chassis.reads.asking import among, containing, through
from services.chassis.reads.declare import answer, column, derived, foreign, labelled, page, refer, sql, table
from services.chassis.reads.page import Key
from services.chassis.reads.walk import fetch

__all__ = [
    "Key",
    "among",
    "answer",
    "column",
    "containing",
    "derived",
    "fetch",
    "foreign",
    "labelled",
    "page",
    "refer",
    "sql",
    "table",
    "through",
]
