"""What awards, records and clues add to the schema."""

from __future__ import annotations

from services.assessment.graphql.award_commands import AwardListMutations
from services.assessment.graphql.award_lists import AwardQueries
from services.assessment.graphql.conduct import ConductQueries
from services.assessment.graphql.conduct_commands import ConductMutations
from services.assessment.graphql.discipline import DisciplineQueries
from services.assessment.graphql.discipline_commands import DisciplineMutations
from services.assessment.graphql.granted_commands import GrantedMutations

QUERIES = (ConductQueries, AwardQueries, DisciplineQueries)
MUTATIONS = (ConductMutations, AwardListMutations, GrantedMutations, DisciplineMutations)
