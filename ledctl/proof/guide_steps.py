"""How a stranger checks a bundle, step by step: the verifier, the papers, the pictures. Pure.

The digests of frames and programs are told here so that anybody can compute them; a
test does, from the files of a bundle alone.
"""

from __future__ import annotations

from ledctl.proof.evidence import Evidence
from ledctl.proof.wording import Pair


def steps(evidence: Evidence) -> list[Pair]:
    """What to do, in this order."""
    return [_verifier(evidence), _LOOKS_AT, _PAPERS, _FRAMES, _PROGRAMS, _WITHOUT_PYTHON]


def _verifier(evidence: Evidence) -> Pair:
    code = f" --code {evidence.anchor.code}" if evidence.anchor else ""
    return (
        f"运行 python verify_ledctl.py 本压缩包{code}（校验码以纸上的为准；或 --key 单位公布的公钥）",
        f"python verify_ledctl.py THIS.zip{code} (the code as on paper; or --key, the office's public key)",
    )


_LOOKS_AT = (
    "它核对每个文件的摘要、每一行记录、展示次数和签名；程序最好另行取得",
    "it checks the digest of every file, every row, the counts, the signatures; have it from elsewhere",
)
_PAPERS = (
    "证明、审批单和图片只由 manifest.json 中的摘要相连；"
    "本单位的系统记录（proof_made）留有整个压缩包的 SHA-256，可以请其核对",
    "papers and pictures are bound by the digests in manifest.json alone; "
    "the record of the office (proof_made) holds the SHA-256 of this whole zip: ask for it",
)
_FRAMES = (
    "画面：图片每个方块是一个灯点。画面摘要是“ledctl-frame-1 点阵”加换行、再加灯点的 SHA-256："
    "单色、双色逐行补足整字节，最左在最高位，先红后绿；全彩每点三字节。列在 frames/frames.csv",
    "pictures: a square is a lamp. The digest of a frame is the SHA-256 of the line "
    "'ledctl-frame-1 PANEL' and the lamps: in rows of whole bytes, the leftmost highest, "
    "red before green; of full colour three bytes each. They are listed in frames/frames.csv",
)
_PROGRAMS = (
    "节目摘要是“ledctl-program-1 点阵 页数”加换行、再逐页加“停留毫秒 画面摘要”加换行的 SHA-256，"
    "即 facts.jsonl 中 display_order 的 program_digest（时钟每分钟一页，只附几页，不能这样算）",
    "the digest of a program is the SHA-256 of the line 'ledctl-program-1 PANEL PAGES' and a line "
    "'MILLISECONDS FRAMEDIGEST' for every page: program_digest of display_order in facts.jsonl "
    "(not for a clock, which has a page a minute: a few are enclosed)",
)
_WITHOUT_PYTHON = (
    "没有 Python 时可核对各文件的摘要：sha256sum -c digests.txt（Windows：certutil -hashfile 文件 SHA256）",
    "without Python, only the files: sha256sum -c digests.txt (on Windows: certutil -hashfile FILE SHA256)",
)
