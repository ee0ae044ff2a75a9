"""离线核验 ledctl 导出的记录 / Check a record exported by ledctl, away from the machine that wrote it.

用法 / use:    python verify_ledctl.py EXPORT.zip [--key HEX ...] [--code CODE ...] [--json]
结果 / exit:   0 成立 it holds; 1 不成立 it does not hold; 2 文件不能核验 the file cannot be checked

Needs Python 3.9 and nothing else, writes nothing. Read it before you trust it, and have it from the makers
of ledctl or from another town, not from the export it is to judge.

A record is three chains, a row a line: events, segments (the displays of an hour, packed), facts (rows of
the other tables that never change). The hash of a row is SHA-256 over the hash before it and every column.
A checkpoint names the newest hashes of one moment and is signed with the site's Ed25519 key. Who holds the
machine could write all of it anew with another key: only the key (--key) or the code of a checkpoint on
paper (--code), had from elsewhere, shows that this was not done: the key for all it signed, a code for
what came before its checkpoint.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import os
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

MOST_LINE, MOST_BODY, MOST_BYTES = 16 << 20, 8_000_000, 1 << 36
MOST_MEMBERS, MOST_RATIO, MOST_TOLD = 10_000, 200, 20
ANYTHING = Exception  # a stranger's file may be wrong in any way: that is told, and is never a traceback
KEYS = {"events": "seq", "segments": "id", "facts": "seq"}
TOLD = ("segment", "sign", "hash", "from_ms", "to_ms", "shown", "acked", "on_air_ms")


def need(holds: object, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def read(text: str) -> dict[str, Any]:
    """The object in ``text``, which must be spelled in the one canonical way."""
    value = json.loads(text)
    need(canonical(value) == text, "不是规范写法 / is not in the canonical spelling")
    return dict(value)


# Ed25519, RFC 8032 section 5.1. A point is (X, Y, Z, T) with x = X/Z, y = Y/Z and x*y = T/Z.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]


def add(a: Point, b: Point) -> Point:
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    t, z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, z - t, z + t, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(data: bytes) -> Point | None:
    """The point these 32 bytes stand for, if there is one."""
    y, odd = int.from_bytes(data, "little") & ((1 << 255) - 1), data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and odd):
        return None
    x = P - x if x % 2 != odd else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the key signed the message: S*B = R + k*A, with k = SHA-512(R, A, message)."""
    a = point(public) if len(public) == 32 and len(signature) == 64 else None
    s = int.from_bytes(signature[32:], "little")
    if a is None or BASE is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    minus = (P - a[0], a[1], 1, P - a[3])
    summands = ((0, 1, 1, 0), BASE, minus, add(BASE, minus))
    total = summands[0]
    for bit in range(252, -1, -1):  # S*B - k*A, both at once
        total = add(add(total, total), summands[(s >> bit & 1) + 2 * (k >> bit & 1)])
    inverse = pow(total[2], P - 2, P)
    x, y = total[0] * inverse % P, total[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def recount(body: bytes) -> dict[str, int]:
    """What the displays in the body of a segment add up to."""
    inflater = zlib.decompressobj()
    raw = inflater.decompress(body, MOST_BODY)
    form, size, count = struct.unpack_from("<BII", raw)
    fits = inflater.eof and not inflater.unused_data and form == 1 and len(raw) == 9 + size + count * 48
    need(fits and count, "展示数据不完整 / its body is cut off, too large, or of another form")
    slots, columns = json.loads(raw[9 : 9 + size].decode()), []
    for start in range(9 + size, len(raw), count * 8):  # six columns of 64-bit numbers, in planes of bytes
        column = bytearray(count * 8)
        for plane in range(8):
            column[plane::8] = raw[start + plane * count : start + (plane + 1) * count]
        columns.append(struct.unpack(f"<{count}q", column))
    shown = acked = on_air_ms = end = 0
    for slot, page, flags, length, wait, gap in zip(*columns):
        start, end = end + gap, end + gap + length
        fits = 0 <= slot < len(slots) and 0 <= page < slots[slot][6] and 0 <= flags < 4
        if not fits or min(start, length, wait) < 0:
            raise ValueError("展示数据有误 / its body holds a display that cannot be")
        shown += not flags & 2  # 2: it went on from the segment before, where it was counted
        acked += flags == 1  # 1: the sign confirmed it
        on_air_ms += length if flags & 1 else 0
    first = columns[5][0]
    return {"shown": shown, "acked": acked, "on_air_ms": on_air_ms, "displays": count, "from_ms": first}


class Chain:
    """One chain as it is read: what follows what, and how much of it a checkpoint reaches."""

    def __init__(self, whole: bool, gaps: bool) -> None:
        self.whole, self.gaps, self.last, self.hash = whole, gaps, 0, "0" * 64
        self.heads: dict[int, str] = {}  # what checkpoints name
        self.reach = 0  # the last row that the key or the code from elsewhere vouches for
        self.runs: list[list[int]] = []  # first and last row of each unbroken stretch
        self.anchored = self.loose = self.open = 0  # open: whether a checkpoint reaches it is not known yet

    def take(self, key: int, row: dict[str, Any]) -> None:
        fields = {name: value for name, value in row.items() if name not in ("prev", "hash")}
        last, before, self.last, self.hash = self.last, self.hash, key, row["hash"]
        missing, text = key - last - 1, f"ledctl-link-1\n{row['prev']}\n{canonical(fields)}"
        need(missing >= 0, "重复或顺序颠倒 / stands twice or out of order")
        gap_is_fair = not missing or self.gaps or not (self.whole or self.runs)
        need(gap_is_fair, f"前面缺少 {missing} 行 / {missing} rows before it are missing")
        need(missing or row["prev"] == before, "没有接上前一行 / does not name the row before it")
        need(self.hash == sha(text.encode()), "内容被改动 / was changed: its hash does not fit its columns")
        need(self.heads.get(key, self.hash) == self.hash, "与检查点不符 / is not the row a checkpoint names")
        if missing or not self.runs:
            self.loose, self.open = self.loose + self.open, 0
            self.runs.append([key, key])
        self.runs[-1][1], self.open = key, self.open + 1
        if key in self.heads and key <= self.reach:
            self.anchored, self.open = self.anchored + self.open, 0


class Export:
    """One export being checked: what holds of it, and ``problems`` with their places."""

    def __init__(self, archive: zipfile.ZipFile, keys: list[str], codes: list[str]) -> None:
        self.archive, self.manifest = archive, manifest_of(archive)
        self.what, self.given = self.manifest["what"], ["".join(key.lower().split()) for key in keys]
        self.keys: dict[str, list[int]] = {}  # which key signed from which checkpoint to which
        typed = [code.upper().translate(str.maketrans("018", "OIB")) for code in codes]
        self.codes = {"".join(filter(str.isalnum, code)): 0 for code in typed}  # and which checkpoint has it
        self.whole, self.practice, self.prev = self.what == {"all": True}, False, "0" * 64
        self.chains = {name: Chain(self.whole, "notice" in self.what) for name in KEYS}
        self.sealed: dict[int, str] = {}
        self.last: dict[str, Any] = {"no": 0}
        self.counts = {"checkpoints": 0, "displays": 0, "bodies_left_out": 0, "rows_left_out": 0}
        self.problems: list[dict[str, Any]] = []

    def wrong(self, member: str, line: int, key: object, what: object) -> None:
        self.problems.append({"member": member, "line": line, "key": str(key), "what": str(what)})

    def check(self) -> dict[str, Any]:
        self.check_members()
        takers = (self.take_checkpoint, self.take_event, self.take_segment, self.take_fact)
        for name, take in zip(("checkpoints", *KEYS), takers):
            self.walk(f"{name}.jsonl", take)
        self.check_ends()
        return self.report()

    def check_members(self) -> None:
        told = self.manifest["members"]
        for name in sorted({*self.archive.namelist(), *told} - {"manifest.json"}):
            digest = hashlib.sha256()
            try:
                with self.archive.open(name) as member:
                    for piece in iter(lambda: member.read(1 << 20), b""):
                        digest.update(piece)
                need(told.get(name) == digest.hexdigest(), "与清单不符 / is not what the manifest names")
            except ANYTHING as error:
                self.wrong(name, 0, "", error)

    def walk(self, name: str, take: Callable[[dict[str, Any]], None]) -> None:
        """Hand on every line; what is wrong with one is told with its place, and the next is read."""
        line = 0
        try:
            with self.archive.open(name) as member:
                for line, raw in enumerate(iter(lambda: member.readline(MOST_LINE), b""), 1):
                    row: dict[str, Any] = {}
                    try:
                        need(raw.endswith(b"\n"), "该行不完整 / the line is cut off or too long")
                        row = read(raw[:-1].decode())
                        take(row)
                    except ANYTHING as error:
                        self.wrong(name, line, row.get("seq", row.get("id", "")), error)
                    if len(self.problems) >= MOST_TOLD:
                        return
        except ANYTHING as error:
            self.wrong(name, line + 1, "", error)

    def take_checkpoint(self, row: dict[str, Any]) -> None:
        text, before, last = row["statement"], self.prev, self.last["no"]
        said, self.prev, public = read(text), sha(text.encode()), bytes.fromhex(row["public_key"])
        letters = base64.b32encode(hashlib.sha256(text.encode()).digest()[:15]).decode()
        code = "-".join(letters[start : start + 4] for start in range(0, 24, 4))
        self.last = {"no": said["no"], "at": said["at"], "code": code}
        need(said["format"] == "ledctl-checkpoint-1" and len(row) == 3, "格式不对 / is of another format")
        follows, known = said["no"] == last + 1, not self.given or row["public_key"] in self.given
        need(follows or not (self.whole or last), "缺失或颠倒 / one is missing or out of order")
        need(said["prev"] == before or not follows, "没有接上前一个 / does not name the one before it")
        need(known and said["site"] == sha(public), "不是这个公钥 / is of another key")
        message, signature = b"ledctl-checkpoint-1\n" + text.encode(), bytes.fromhex(row["signature"])
        need(is_signed(public, message, signature), "签名不成立 / its signature does not hold")
        for name, chain in self.chains.items():
            number, digest = said[name][KEYS[name]], said[name]["hash"]
            same = chain.heads.setdefault(number, digest) == digest if number else True
            need(same, "与另一检查点矛盾 / contradicts another checkpoint")
            if self.given or not self.codes or letters in self.codes:
                chain.reach = number
        self.practice |= said["practice"]
        self.counts["checkpoints"] += 1
        self.keys.setdefault(row["public_key"], [said["no"], 0])[1] = said["no"]
        self.codes = {code: said["no"] if code == letters else no for code, no in self.codes.items()}

    def take_event(self, row: dict[str, Any]) -> None:
        self.chains["events"].take(row["seq"], row)
        self.practice |= row["practice"]
        if row["kind"] == "segment_sealed":
            facts = {**json.loads(row["payload"]), "sign": row["sign"]}
            need(facts["segment"] not in self.sealed, "重复封存 / seals a segment again")
            self.sealed[facts["segment"]] = sha(canonical([facts[name] for name in TOLD]).encode())

    def take_segment(self, row: dict[str, Any]) -> None:
        body, digest = row.pop("body"), row.pop("body_sha256")
        self.chains["segments"].take(row["id"], {**row, "body": "sha256:" + digest})
        told = sha(canonical([{**row, "segment": row["id"]}[name] for name in TOLD]).encode())
        sealed = self.sealed.pop(row["id"], "" if self.whole else told)
        need(sealed == told, "没有相符的封存事件 / no event tells of its sealing as it is")
        if body is None:
            self.counts["bodies_left_out"] += 1
            return
        packed = base64.b64decode(body)
        fits = sha(packed) == digest and base64.b64encode(packed).decode() == body
        need(fits, "展示数据与摘要不符 / its body does not fit its hash")
        sums, says = recount(packed), {**json.loads(row["header"]), **row}
        need(sums.items() <= says.items(), "计数与展示不符 / its counts are not those of its displays")
        self.counts["displays"] += row["shown"]

    def take_fact(self, row: dict[str, Any]) -> None:
        held = row.pop("row")
        self.chains["facts"].take(row["seq"], row)
        fits = held is None or sha(canonical(held).encode()) == row["digest"]
        need(fits, "该行内容被改动 / the row is not the one its digest was made of")
        self.counts["rows_left_out"] += held is None

    def check_ends(self) -> None:
        for name, chain in self.chains.items():
            chain.loose += chain.open
            end = max([*chain.heads, self.manifest["heads"][name][KEYS[name]]])
            if self.whole and chain.last < end:
                self.wrong(f"{name}.jsonl", 0, chain.last + 1, "结尾被截去 / the end is cut off")
            if chain.anchored + chain.loose != self.manifest["counts"][name] and not self.problems:
                self.wrong("manifest.json", 0, name, "行数不符 / tells of another number of rows")
        if self.whole and self.sealed:
            self.wrong("segments.jsonl", 0, min(self.sealed, key=str), "缺少 / is missing: an event seals it")
        for code in [code for code, no in self.codes.items() if not no]:
            self.wrong("checkpoints.jsonl", 0, code, "没有纸上的校验码 / none has the code on paper")
        if self.given and not self.keys:
            self.wrong("checkpoints.jsonl", 0, "", "没有此公钥的签名 / none is signed with this key")
        if self.keys and [*self.keys][-1] != self.manifest["public_key"]:
            self.wrong("manifest.json", 0, "public_key", "不是检查点的公钥 / is not the checkpoints' key")

    def report(self) -> dict[str, Any]:
        told = {"ok": not self.problems, "what": self.what, "practice": self.practice, **self.counts}
        told |= {"last": self.last, "keys": self.keys, "key_given": bool(self.given)}
        told["code_at"] = max([0, *self.codes.values()])
        for name, chain in self.chains.items():
            told[name] = {"anchored": chain.anchored, "not_yet_anchored": chain.loose, "runs": chain.runs}
            told[name]["rows"] = chain.anchored + chain.loose
        return {**told, "problems": self.problems[:MOST_TOLD]}


def manifest_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest of an export; a stranger's zip may hold anything, so nothing is unpacked before."""
    listed = archive.infolist()
    names = {info.filename for info in listed}
    need(len(names) == len(listed) <= MOST_MEMBERS, "文件重名或过多 / members stand twice or are too many")
    for info in listed:
        odd = {"..", ""} & {*info.filename.split("/")} or {"\\", ":"} & {*info.filename} or info.flag_bits & 1
        need(not odd and info.compress_type in (0, 8), f"不收此文件 / a member not taken: {info.filename!r}")
    room = min(MOST_BYTES, MOST_RATIO * os.path.getsize(str(archive.filename)) + 1_000_000)
    need(sum(info.file_size for info in listed) <= room, "展开后过大 / would unpack to far too much")
    manifest = read(archive.open("manifest.json").read(MOST_LINE).decode())
    need(manifest["format"] == "ledctl-export-1", "不是 ledctl 导出文件 / is no export of this format")
    return manifest


def in_words(report: dict[str, Any]) -> str:
    """The report for people: what holds, what is anchored and by what, and the first rows that are bad."""
    vouched = report["key_given"] or report["code_at"]
    holds = "记录成立 / THE RECORD HOLDS" if vouched else "文件自身前后一致 / THE FILE AGREES WITH ITSELF"
    lines = [holds if report["ok"] else "记录不成立 / THE RECORD DOES NOT HOLD"]
    for bad in report["problems"]:
        line = " 第 {line} 行 / line {line}".format(**bad) if bad["line"] else ""
        lines.append("  {member}{0} {key}: {what}".format(line, **bad).replace(" :", ":", 1))
    if report["practice"]:
        lines.append("演练记录，不是真实展示 / PRACTICE, not real displays")
    if report["what"] != {"all": True}:
        lines.append(f"只是记录的一部分 / only a part of the record: {canonical(report['what'])}")
    for name, chinese in zip(KEYS, ("操作", "片段", "其他事实")):
        text = "{} {}: {rows} 行 / rows, 已固定 / anchored {anchored}, 尚未固定 / not yet {not_yet_anchored}"
        lines.append(text.format(chinese, name, **report[name]))
        if len(report[name]["runs"]) > 1:
            runs = ", ".join(f"{first}-{last}" for first, last in report[name]["runs"][:MOST_TOLD])
            lines.append(f"  跨空缺的衔接未核 / links across the gaps were not checked: {runs}")
    text = "重新计数的展示 / displays counted again {displays}, 只有摘要 / by digest only: 片段 / segments "
    lines.append((text + "{bodies_left_out}, 其他事实 / facts {rows_left_out}").format(**report))
    if not report["keys"]:
        return "\n".join([*lines, "没有检查点，全部尚未固定 / no checkpoint: nothing is anchored"])
    last = "{last[no]}, {last[at]}, {last[code]}".format(**report)
    lines.append(f"检查点 / checkpoints {report['checkpoints']}, 最后一个 / the last: {last}")
    if report["code_at"]:
        lines.append(f"纸上的校验码属检查点 / the code on paper is that of checkpoint {report['code_at']}")
    if not report["key_given"] and report["code_at"] != report["last"]["no"]:
        lines.append("公钥取自文件本身，请与别处所存比对 / THE KEY IS THE FILE'S OWN: compare it elsewhere")
    keys = [f"公钥 / public key {key}: {first}-{last}" for key, (first, last) in report["keys"].items()]
    return "\n".join([*lines, *keys])


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("export")
    parser.add_argument("--key", action="append", help="a public key of the site, from elsewhere / 公钥")
    parser.add_argument("--code", action="append", help="the code of a checkpoint on paper / 纸上的校验码")
    parser.add_argument("--json", action="store_true", help="as JSON / 输出 JSON")
    options = parser.parse_args(arguments)
    try:
        with zipfile.ZipFile(options.export) as archive:
            report = Export(archive, options.key or [], options.code or []).check()
    except ANYTHING as error:
        print(f"文件不能核验 / THE FILE CANNOT BE CHECKED: {error}")
        return 2
    print(json.dumps(report, indent=2) if options.json else in_words(report))
    return 0 if report["ok"] else 1


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console that has no Chinese shows the English
    sys.exit(main(sys.argv[1:]))
