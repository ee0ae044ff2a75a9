"""Sentences about checkpoints: the key they are signed with, and the code on paper."""

from __future__ import annotations

_ZH = (
    "请管理员从备份取回 keys/checkpoint.key；确实找不回来的，用 ledctl checkpoint new-key 换新密钥，"
    "并记入操作记录。"
)
_EN = (
    "An administrator puts keys/checkpoint.key back from a backup; if it is gone for good, "
    "ledctl checkpoint new-key makes another, which goes on record."
)

SENTENCES: dict[str, tuple[str, str]] = {
    "alert_checkpoint_old": (
        "已有 {days} 天没有签署记录检查点，这段时间的记录还没有固定下来。请运行 "
        "ledctl checkpoint now 查看原因：一般是密钥文件不见了，或磁盘写不进去。",
        "No checkpoint of the record has been signed for {days} days, so what was recorded since is not "
        "fixed yet. ledctl checkpoint now says why: mostly the key is gone, or the disk takes nothing.",
    ),
    "checkpoint_code_wrong": (
        "“{where}”不是检查点代码：代码是六组、每组四个字母或数字（没有 0、1、8、9），请照纸上重新输入。",
        "“{where}” is no code of a checkpoint: six groups of four letters or digits, none of them 0, 1, 8 "
        "or 9. Type it again from the paper.",
    ),
    "checkpoint_file_wrong": (
        "“{where}”既不是检查点代码，也不是检查点文件。请输入纸上的代码，"
        "或 ledctl checkpoint show --json 存下的文件。",
        "“{where}” is neither a code nor a file of a checkpoint. Give the code on the paper, or a file kept "
        "from ledctl checkpoint show --json.",
    ),
    "checkpoint_key_lost": (
        "签署检查点的密钥文件不见了（指纹 {fingerprint}），没有签署。" + _ZH,
        "The key for checkpoints is gone (fingerprint {fingerprint}); nothing was signed. " + _EN,
    ),
    "checkpoint_key_other": (
        "密钥文件里是另一把密钥（指纹 {found}），本站点用的是 {fingerprint}，没有签署。" + _ZH,
        "The file holds another key (fingerprint {found}); this site's is {fingerprint}. Nothing was "
        "signed. " + _EN,
    ),
    "checkpoint_key_unreadable": (
        "密钥文件“{where}”里不是检查点密钥，可能已损坏，没有签署。" + _ZH,
        "“{where}” holds no key for checkpoints; it may be damaged. Nothing was signed. " + _EN,
    ),
    "checkpoint_none_yet": (
        "还没有签署过检查点，不需要换密钥。",
        "No checkpoint has been signed yet; there is no key to change.",
    ),
    "checkpoint_reason_missing": (
        "请写明换密钥的原因（最多 500 字）。",
        "Say why the key is changed (500 characters at most).",
    ),
    "checkpoint_unknown": (
        "没有第 {no} 号检查点。",
        "There is no checkpoint number {no}.",
    ),
}
