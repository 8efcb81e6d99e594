"""Who may use what of contact persons, weekly updates and verification (第九条)."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.law.parties import Role
from services.schedule.domain.specialist.appointing import APPOINTING

_APPOINTING = roles(*APPOINTING)
_REPORTERS = roles(Role.OWNER, Role.SPECIALIST)
_AUTHORITY = roles(Role.INVESTMENT_AUTHORITY)
_WATCHING = roles(Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE, Role.LEADER, Role.INSPECTOR)
_TYPES = (
    "Specialist",
    "WeeklyUpdate",
    "WeeklyVersion",
    "WeekDifficulty",
    "MissedWeek",
    "MissedWeekOfProject",
    "MissedBySpecialist",
    "MissedByProject",
    "MissedWeekReport",
    "NodeJudgement",
    "VerificationBatch",
    "VerificationRow",
    "VerificationFault",
    "ScheduleAttachment",
    "CityPush",
    "CityIndicator",
    "CityIndicators",
)

PERMISSIONS: Rules = {
    "Query.specialists": SIGNED_IN,
    "Query.weeklyUpdates": SIGNED_IN,
    "Query.missedWeeks": SIGNED_IN,
    "Query.nodesToVerify": SIGNED_IN,
    "Query.nodeJudgements": SIGNED_IN,
    "Query.cityPushes": SIGNED_IN,
    "Query.cityIndicators": _WATCHING,
    "Mutation.resendCityPush": _AUTHORITY,
    "Query.scheduleAttachment": SIGNED_IN,
    "Query.unusedScheduleUploads": SIGNED_IN,
    "Mutation.createScheduleDownloadLink": SIGNED_IN,
    "Query.verificationBatch": _AUTHORITY,
    "Mutation.appointSpecialist": _APPOINTING,
    "Mutation.handOverSpecialist": _APPOINTING,
    "Mutation.cancelSpecialist": _APPOINTING,
    "Mutation.correctSpecialist": roles(*APPOINTING, Role.SPECIALIST),
    "Mutation.updateWeek": _REPORTERS,
    "Mutation.correctWeek": _REPORTERS,
    "Mutation.verifyNode": _AUTHORITY,
    "Mutation.returnNode": _AUTHORITY,
    "Mutation.verifyMany": _AUTHORITY,
    **dict.fromkeys(_TYPES, SIGNED_IN),
}
