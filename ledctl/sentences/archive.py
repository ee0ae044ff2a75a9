"""Sentences of books, catalogues and how long records are kept."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "disposal_own_work": (
        "处置申请由您提出，须由另一位审批人决定。",
        "You proposed this disposal: another approver decides.",
    ),
    "disposal_not_yours": (
        "只有申请人、值班操作员或审批人可以撤回处置申请。",
        "Only the proposer, an operator or an approver may take a disposal back.",
    ),
    "disposal_step_not_possible": (
        "处置申请现在是“{state_zh}”，不能{step_zh}。",
        "The disposal is {state_en}: it cannot be decided so ({step_en}).",
    ),
    "disposal_of_other_mode": (
        "这份处置申请属于另一种运行方式（演练或正式），不能在这里决定。",
        "This disposal belongs to the other mode (practice or live): it cannot be decided here.",
    ),
    "disposal_not_approved": (
        "第{id}号处置申请未经批准，任何记录都不能处置。",
        "Disposal {id} is not approved: no record may be given up.",
    ),
    "disposal_kept_longer": (
        "第{id}号处置申请提出后，这类记录的保管期限已延长，其中有的尚在期限内，不能处置。请不予批准或撤回。",
        "Since disposal {id} was proposed its class is kept longer; some is inside its time: turn it down.",
    ),
    "disposal_changed": (
        "第{id}号处置申请所列的记录与现在到期的不同（例如其间收到了异议）。请不予批准，另行申请。",
        "What is due now is not what disposal {id} was proposed for (an objection, perhaps): "
        "turn it down and propose again.",
    ),
    "no_such_book": (
        "{year} 年没有“{category}”类的公告，无卷可立。",
        "There is no notice of {category} in {year}: nothing to bind.",
    ),
    "catalogue_file_kind": (
        "目录只能写成以下格式：{known}。请改文件扩展名。",
        "The catalogue can be written as {known}: change the file's ending.",
    ),
    "books_need_folder": (
        "没有指定类别时，-o 须是文件夹：每个类别一卷。",
        "Without a category -o must be a folder: there is a book for each.",
    ),
    "frame_disposed": (
        "这幅画面（节目 {program}）已按第{id}号处置决定处置，只保留摘要。",
        "The pixels of program {program} were given up under disposal {id}; their digest stays.",
    ),
    "disposed_baseless": (
        "没有批准的处置决定，或与被处置的记录不符。",
        "names no record that an approved disposal let go as it was",
    ),
    "disposed_uncounted": (
        "处置的件数（{n}）与事件记载的不符。",
        "tells of {n} records given up, the events of another number",
    ),
    "no_such_disposal": ("没有第{id}号处置申请。", "There is no disposal {id}."),
    "nothing_due": (
        "{zh}没有超过保管期限的记录，无须处置。",
        "Nothing of the {en} is past its time: there is nothing to give up.",
    ),
    "kept_for_good": (
        "{zh}设为永久保管（[retention] 中为 0），不能处置。",
        "The {en} is kept for good ([retention] says 0): it cannot be given up.",
    ),
}
