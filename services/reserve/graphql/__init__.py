"""The subgraph of reserve: thin types over the tables, mutations over the use cases."""

from services.reserve.graphql import enums

__all__ = ["enums"]  # named first: types that use an enum before it is declared would declare it a second time
