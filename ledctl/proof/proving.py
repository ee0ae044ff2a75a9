"""The use case: put the evidence of one notice together, to be carried away.

Whoever may look at the record may take it along; that it was taken is itself in the
record, with the digest of the very file, so that a file somebody shows later can be told
from one that never came from here. The file is written first and counts only once that
event stands: whoever hands it out (a page, a command) waits for ``make`` to return.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, BinaryIO

from ledctl.accounts.deeds import tell
from ledctl.accounts.model import Actor, Role
from ledctl.accounts.rights import require_role
from ledctl.ledger.anchoring.checkpoints import Checkpoint, Sealing, Signatory
from ledctl.ledger.anchoring.statements import Why
from ledctl.ledger.exporting.file import VERIFIER
from ledctl.ledger.exporting.parts import part_of
from ledctl.ledger.exporting.rows import INTERNAL
from ledctl.notices.office import Office
from ledctl.notices.queries import one
from ledctl.proof.approvalsheet import print_approval
from ledctl.proof.certificate import print_certificate
from ledctl.proof.displaylist import DisplayList
from ledctl.proof.evidence import Evidence
from ledctl.proof.framefiles import frame_files, frame_list
from ledctl.proof.guide import index, readme
from ledctl.proof.rights import MAY_TAKE
from ledctl.proof.summary import summary_text
from ledctl.proof.zipping import DIGESTS, MANIFEST, Bundle
from ledctl.questions.casefile import CaseFile, casefile
from ledctl.reports.shares import Quiet


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that was made: of which notice, its digest, its size, the members and their digests."""

    notice: str
    digest: str
    size: int
    outcome: str
    practice: bool
    members: Mapping[str, str]

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``proof --json``."""
        return {
            "notice": self.notice,
            "digest": self.digest,
            "size": self.size,
            "outcome": self.outcome,
            "practice": self.practice,
            "members": dict(self.members),
        }


WITHHELD = INTERNAL | {"objection", "objection_decision"}
"""Of these facts a bundle has links alone: what was objected is the office's business (PIPL art. 6)."""


class Proofs:
    """Making bundles of evidence."""

    def __init__(
        self,
        office: Office,
        sealing: Sealing,
        quiet: Quiet,
        labels: Mapping[str, str],
        *,
        virtual: frozenset[str] = frozenset(),
    ) -> None:
        """``sealing`` signs the record as it stands, before each bundle."""
        self._office = office
        self._sealing = sealing
        self._quiet = quiet
        self._labels = labels
        self._virtual = virtual

    def make(self, actor: Actor, notice_id: str, out: BinaryIO) -> Made:
        """Write the bundle of this notice into ``out``, which can be read and sought in; then record it."""
        require_role(actor, MAY_TAKE)
        one(self._office.database, notice_id)  # what does not exist signs nothing
        anchor = self._sealing.sign(Why.EXPORT, Signatory(actor.account, actor.via, actor.name))
        at = self._office.now()
        file = casefile(self._office, notice_id, self._quiet)
        displays = DisplayList(self._office.database, notice_id, self._office.zone, self._label, at)
        with Bundle(out, at, self._office.zone) as bundle:
            bundle.add("displays.csv", displays.lines())
            evidence = self._evidence(file, displays, anchor)
            self._fill(bundle, evidence)
        digest, size = _measure(out)
        made = Made(notice_id, digest, size, evidence.outcome, evidence.practice, bundle.digests)
        self._record(actor, made, file)
        return made

    def _label(self, sign: str) -> str:
        return self._labels.get(sign) or sign

    def _evidence(self, file: CaseFile, displays: DisplayList, anchor: Checkpoint) -> Evidence:
        office = self._office
        found = Evidence(
            file,
            displays.signs,
            displays.until,
            office.zone,
            labels={name: label for name, label in self._labels.items() if label},
            virtual=self._virtual,
            town=office.rules.town,
            practice_site=office.practice,
            anchor=anchor,
        )
        return replace(found, category=office.categories.by_code.get(found.content.category))

    def _fill(self, bundle: Bundle, evidence: Evidence) -> None:
        """Every other member; the page and the guide last, because they name what is there."""
        bundle.add("certificate.pdf", print_certificate(evidence))
        bundle.add("approval.pdf", print_approval(evidence))
        bundle.add("summary.json", summary_text(evidence))
        bundle.add("frames/frames.csv", frame_list(_write_frames(bundle, evidence)))
        bundle.add_record(part_of(self._office.database, evidence.file.id, withheld=WITHHELD))
        bundle.add("verify_ledctl.py", VERIFIER.read_bytes())
        names = [*bundle.digests, DIGESTS, MANIFEST]
        bundle.add("README.txt", readme(evidence, names))
        bundle.add("index.html", index(evidence, names))

    def _record(self, actor: Actor, made: Made, file: CaseFile) -> None:
        """Who took what, in one event; of an auditor it is a look as well."""
        at = self._office.now()
        said = {"digest": made.digest, "size": made.size, "name": actor.name}
        with self._office.database.write() as session:
            practice = file.dossier.notice.practice
            tell(session, "proof_made", actor, at=at, notice=made.notice, practice=practice, **said)
            if actor.has(Role.AUDITOR):
                tell(session, "auditor_looked", actor, at=at, name=actor.name, what=f"proof {made.notice}")


def _write_frames(bundle: Bundle, evidence: Evidence) -> Iterable[tuple[object, ...]]:
    lines = []
    for file in frame_files(evidence.file.dossier.orders, evidence.file.programs):
        bundle.add(file.name, file.png)
        lines.append(file.cells)
    return lines


def _measure(out: BinaryIO) -> tuple[str, int]:
    """Digest and size of what was written."""
    out.flush()
    out.seek(0)
    digest, size = sha256(), 0
    while part := out.read(1 << 20):
        digest.update(part)
        size += len(part)
    out.seek(0)
    return digest.hexdigest(), size
