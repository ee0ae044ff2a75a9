"""Words of the page of checkpoints, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

CHECKPOINT_WORDS: dict[str, tuple[str, str]] = {
    "checkpoints_title": ("检查点", "Checkpoints"),
    "checkpoints_hint": (
        "检查点是用本站点密钥签过名的“记录到此为止”。把代码抄在纸上，或把文件存到别处，"
        "以后此前的记录有任何改动都能查出来。",
        "A checkpoint is the signed end of the record at one moment. Keep its code on paper, or its file "
        "elsewhere, and any later change to what came before it can be shown.",
    ),
    "checkpoint_newest": ("最新检查点", "The newest checkpoint"),
    "checkpoint_no": ("第 {no} 号", "No. {no}"),
    "checkpoint_code": ("代码", "Code"),
    "checkpoint_letters": (
        "代码里没有数字 0、1、8、9；横线和大小写不要紧。",
        "The code has no digit 0, 1, 8 or 9; dashes and case do not matter.",
    ),
    "checkpoint_why": ("缘由", "Signed for"),
    "checkpoint_file": ("存成文件", "Keep as a file"),
    "checkpoint_reach": ("固定到", "Covers"),
    "checkpoint_covers": (
        "操作 {events} 条、片段 {segments} 段、其他事实 {facts} 条",
        "{events} events, {segments} segments, {facts} other facts",
    ),
    "checkpoint_rest": (
        "此后尚未固定：操作 {events} 条、片段 {segments} 段、其他事实 {facts} 条。",
        "Not yet anchored since: {events} events, {segments} segments, {facts} other facts.",
    ),
    "checkpoint_none": ("还没有签署过检查点。", "No checkpoint has been signed yet."),
    "checkpoint_sign": ("立即签署", "Sign one now"),
    "checkpoint_sign_hint": (
        "每天自动签署一次；导出、报送时也会签署。立即签署会记入操作记录。",
        "One is signed every day by itself, and with every export and report. Signing one goes on record.",
    ),
    "checkpoint_key": ("公钥", "Public key"),
    "checkpoint_fingerprint": ("密钥指纹", "Fingerprint"),
    "checkpoint_key_absent": (
        "密钥文件不在，或不是这一把：现在签署不了检查点。请管理员从备份取回 keys/checkpoint.key。",
        "The key's file is gone, or another key's: no checkpoint can be signed. An administrator puts "
        "keys/checkpoint.key back from a backup.",
    ),
    "verify_anchor": (
        "另存的校验码或检查点文件（可不填）",
        "A code or file kept elsewhere (may be left empty)",
    ),
    "verify_anchor_hint": (
        "照纸上输入校验码，或粘贴检查点文件的全部内容。此前的记录与它相符才算固定。",
        "Type the code from the paper, or paste the whole file of a checkpoint: what came before it "
        "must agree.",
    ),
    "verify_public_key": ("另存的公钥（可不填）", "The public key kept elsewhere (may be left empty)"),
    "checkpoint_on_paper": (
        "本页打印后请存档：记录到第 {no} 号检查点为止，代码",
        "Keep this page printed: the record up to checkpoint no. {no}, code",
    ),
}
