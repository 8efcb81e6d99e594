"""Who may call what of dispatch (第十条)."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role
from services.schedule.domain.dispatch.rulebook import DISPATCHING_ROLES, JOINING_ROLES
from services.schedule.store.tables.schedule import OVERSEEING

DISPATCHING = roles(*(role for entry in DISPATCHING_ROLES.entries for role in entry.value))
JOINING = roles(*(role for entry in JOINING_ROLES.entries for role in entry.value))
# whoever a decision can be given to, or a promise can be asked of
ACTING = roles(*(set(Role) - {Role.LEADER, Role.INSPECTOR, Role.DISCIPLINE, Role.OPERATOR}))
SEEING = roles(*OVERSEEING)

DISPATCH_PERMISSIONS: Rules = {
    "Query.dispatchRound": SEEING,
    "Query.dispatchRounds": SEEING,
    "Query.dispatchDifficulties": SIGNED_IN,
    "Mutation.openDispatchRound": DISPATCHING,
    "Mutation.collectDifficulties": DISPATCHING,
    "Mutation.addDispatchDifficulty": DISPATCHING,
    "Mutation.recordDispatchMeeting": DISPATCHING,
    "Mutation.closeDispatchRound": DISPATCHING,
    "Mutation.raiseDifficulty": DISPATCHING,
    "Mutation.decideDifficulty": DISPATCHING,
    "Mutation.setDifficultyAside": DISPATCHING,
    "Mutation.takeDifficultyOutcomeBack": DISPATCHING,
    "Mutation.reportDecisionDone": ACTING,
    "Query.dispatchBulletin": SIGNED_IN,
    "Query.dispatchBulletins": SIGNED_IN,
    "Query.bulletinPaper": SIGNED_IN,
    "Query.erratumPaper": SIGNED_IN,
    "Query.dispatchMinutes": SEEING,
    "Mutation.draftBulletin": DISPATCHING,
    "Mutation.refreshBulletin": DISPATCHING,
    "Mutation.editBulletin": DISPATCHING,
    "Mutation.sendBulletin": DISPATCHING,
    "Mutation.correctBulletin": DISPATCHING,
    "Query.dispatchReview": SEEING,
    "Query.dispatchReviews": SEEING,
    "Query.interviews": SIGNED_IN,
    "Mutation.openDispatchReview": DISPATCHING,
    "Mutation.joinDispatchReview": JOINING,
    "Mutation.closeDispatchReview": DISPATCHING,
    "Mutation.nameInterviewCandidate": DISPATCHING,
    "Mutation.spareInterviewCandidate": DISPATCHING,
    "Mutation.inviteToInterview": DISPATCHING,
    "Mutation.moveInterview": DISPATCHING,
    "Mutation.holdInterview": DISPATCHING,
    "Mutation.followUpInterview": ACTING,
    "Mutation.cancelInterview": DISPATCHING,
    "DispatchReview": SEEING,
    "InterviewCandidate": SEEING,
    "InterviewGround": SIGNED_IN,
    "InterviewPromise": SIGNED_IN,
    "Interview": SIGNED_IN,
    "DispatchBulletin": SIGNED_IN,
    "BulletinFigure": SIGNED_IN,
    "BulletinFigureInput": SIGNED_IN,
    "BulletinPart": SIGNED_IN,
    "BulletinProject": SIGNED_IN,
    "BulletinErratum": SIGNED_IN,
    "DispatchFile": SIGNED_IN,
    "DispatchRound": SIGNED_IN,
    "DispatchAttendant": SIGNED_IN,
    "DispatchDifficulty": SIGNED_IN,
    "DispatchStep": SIGNED_IN,
    "DispatchChange": SIGNED_IN,
}
