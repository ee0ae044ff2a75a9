"""How a paper of a proof is held against the record: the signed checkpoint, its code, key and QR code. Pure.

The code on paper anchors everything in the record up to it: whoever keeps the
sheet needs nothing else to show that the record was not rewritten since.
"""

from __future__ import annotations

from io import BytesIO

from ledctl.proof.evidence import Evidence
from ledctl.proof.wording import moment

QR = "qr.svg"


def check(evidence: Evidence) -> dict[str, str]:
    """The words of the block at the end of a sheet."""
    anchor = evidence.anchor
    if anchor is None:
        return {"code": "", "key": "", "said": "出具时没有签发校验点，本纸不能单独校验系统记录。"}
    said = f"校验点第 {anchor.no} 号，{moment(anchor.at, evidence.zone)}"
    return {"code": anchor.code, "key": anchor.fingerprint, "said": said}


def qr(evidence: Evidence) -> bytes:
    """Number, digest and code as an SVG, so that nobody has to type them."""
    import segno

    mark = "PRACTICE " if evidence.practice else ""
    code = evidence.anchor.code if evidence.anchor else "-"
    out = BytesIO()
    said = f"{mark}LEDCTL {evidence.file.id} {evidence.version.digest[:32]} {code}"
    segno.make(said, error="m", micro=False).save(out, kind="svg", scale=4, xmldecl=False)
    return out.getvalue()
