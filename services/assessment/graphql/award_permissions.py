"""Who may record, name, approve and publish; who may hand clues over and receive them (第二十条、第二十一条)."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role

_ASSESSING = roles(Role.INVESTMENT_AUTHORITY)
_DECIDING = roles(Role.INVESTMENT_AUTHORITY, Role.LEADER, Role.DISCIPLINE)
_TRANSFERRING = roles(Role.INVESTMENT_AUTHORITY, Role.INSPECTOR)
_DISCIPLINE = roles(Role.DISCIPLINE)
_CLUES = roles(Role.INVESTMENT_AUTHORITY, Role.INSPECTOR, Role.DISCIPLINE)

PERMISSIONS: Rules = {
    "Query.conductRecords": SIGNED_IN,
    "Query.conductRecord": SIGNED_IN,
    "Query.conductMatters": SIGNED_IN,
    "ConductRecord": SIGNED_IN,
    "ConductMatter": SIGNED_IN,
    "ConductGrade": SIGNED_IN,
    **dict.fromkeys(
        ("Mutation.recordIncident", "Mutation.recordCommendation", "Mutation.revokeConductRecord"), _ASSESSING
    ),
    "Query.awardLists": SIGNED_IN,
    "Query.awardList": SIGNED_IN,
    "Query.awards": SIGNED_IN,
    "Query.award": SIGNED_IN,
    "Query.awardCandidates": _ASSESSING,
    "AwardList": SIGNED_IN,
    "AwardLimit": SIGNED_IN,
    "AwardStep": SIGNED_IN,
    "AwardBody": SIGNED_IN,
    "AwardApproval": SIGNED_IN,
    "Award": SIGNED_IN,
    "AwardEffect": SIGNED_IN,
    "AwardDossier": _DECIDING,
    "AwardVetting": _DECIDING,
    "AwardFinding": _DECIDING,
    "AwardCandidate": _ASSESSING,
    "CandidateQuarter": _ASSESSING,
    **dict.fromkeys(
        (
            "Mutation.draftAwards",
            "Mutation.nominateForAward",
            "Mutation.withdrawNomination",
            "Mutation.vetNominations",
            "Mutation.submitAwards",
            "Mutation.recordAwardApproval",
            "Mutation.publishAwards",
            "Mutation.discardAwards",
            "Mutation.recordCityDecision",
            "Mutation.revokeAward",
            "Mutation.recordAwardEffect",
        ),
        _ASSESSING,
    ),
    "Query.disciplineClues": _CLUES,
    "Query.disciplineClue": _CLUES,
    "Query.clueTerms": _CLUES,
    "DisciplineClue": _CLUES,
    "CluePerson": _CLUES,
    "ClueEntry": _CLUES,
    "ClueTerm": _CLUES,
    "ClueTerms": _CLUES,
    **dict.fromkeys(
        (
            "Mutation.transferClue",
            "Mutation.supplementClue",
            "Mutation.withdrawClue",
            "Mutation.nameCluePersons",
        ),
        _TRANSFERRING,
    ),
    "Query.disciplineBars": _DISCIPLINE,
    "DisciplineBar": _DISCIPLINE,
    **dict.fromkeys(
        (
            "Mutation.receiveClue",
            "Mutation.returnClue",
            "Mutation.concludeClue",
            "Mutation.reopenClue",
            "Mutation.setDisciplineBar",
            "Mutation.liftDisciplineBar",
        ),
        _DISCIPLINE,
    ),
}
