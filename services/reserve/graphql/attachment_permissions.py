"""Who may call what of attachments. Whoever reports projects, documents and applications brings their files along."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules, roles
from services.reserve.domain.attachments.rulebook import ATTACHING

_ATTACHING = roles(*ATTACHING)

_TYPES = ("Attachment", "AttachmentFormat", "AttachmentKind", "AttachmentRules", "EvidenceAttachment")

RULES: Rules = {
    "Query.attachment": SIGNED_IN,
    "Query.unusedUploads": SIGNED_IN,
    "Query.attachmentRules": SIGNED_IN,
    "Mutation.attachFile": _ATTACHING,
    "Mutation.detachFile": _ATTACHING,
    "Mutation.createDownloadLink": SIGNED_IN,
    **dict.fromkeys(_TYPES, SIGNED_IN),
}
