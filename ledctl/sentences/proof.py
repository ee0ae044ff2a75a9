"""Sentences of evidence that is taken away."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "proof_file_exists": (
        "文件 {where} 已存在，没有改动；要覆盖请加 --force，或换一个文件名。",
        "{where} is there already and stays as it is; say --force to write over it, or name another.",
    ),
}
