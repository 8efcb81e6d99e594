"""Who may call what of facets and saved views; whose views are seen is decided by their visibility."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules

_TYPES = ("ProjectFacet", "ProjectFacetValue", "ProjectFacets", "SavedView", "SavedViewFault")

RULES: Rules = {
    "Query.projectFacets": SIGNED_IN,
    "Query.savedViews": SIGNED_IN,
    "Query.savedView": SIGNED_IN,
    "Mutation.saveView": SIGNED_IN,
    "Mutation.changeView": SIGNED_IN,
    "Mutation.deleteView": SIGNED_IN,
    "Mutation.restoreView": SIGNED_IN,
    **dict.fromkeys(_TYPES, SIGNED_IN),
}
