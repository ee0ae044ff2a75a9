"""The words of the pages that take a list in, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

LIST_WORDS: dict[str, tuple[str, str]] = {
    "list_start": ("按名单起草", "From a list"),
    "list_new_title": ("导入名单", "Take in a list"),
    "list_replace_title": ("为 {id} 换名单", "Another list for {id}"),
    "list_lead": (
        "从 Excel 或 WPS 复制后粘贴，或选择文件。源文件不保存，只留摘要；不公开的列在保存时自动去掉。",
        "Copy from Excel or WPS and paste, or choose a file. The source is not stored, only its digest; "
        "what is never public is taken out when the draft is saved.",
    ),
    "list_paste": ("粘贴名单（连同表头）", "Paste the list (with its heads)"),
    "list_file": ("或选择文件（.xlsx、.csv、.docx）", "Or choose a file (.xlsx, .csv, .docx)"),
    "list_go": ("读取名单", "Read the list"),
    "list_pasted_name": ("粘贴的名单", "pasted list"),
    "list_reading_title": ("正在读取名单", "Reading the list"),
    "list_reading": (
        "正在读取 {name}，本页每秒自动刷新。",
        "Reading {name}; this page refreshes itself every second.",
    ),
    "list_progress": ("已读 {percent}%", "{percent} % read"),
    "list_progress_soon": ("正在打开文件…", "Opening the file…"),
    "list_look_again": ("现在刷新", "Refresh now"),
    "list_columns_title": ("核对名单的各列", "Check the columns of the list"),
    "list_of": (
        "{name}：{rows} 行数据，{columns} 列",
        "{name}: {rows} rows of data, {columns} columns",
    ),
    "list_with_totals": ("，另有合计行", ", and a row of totals"),
    "list_to_check": ("请核对", "Please check"),
    "list_all_sure": (
        "表头都认识，内容与表头相符。",
        "Every head is known, and the cells agree with the heads.",
    ),
    "list_sheet": ("工作表", "Sheet"),
    "list_first_head": ("表头第一行", "First row of heads"),
    "list_last_head": ("表头最后一行", "Last row of heads"),
    "list_read_again": ("按此重新识别", "Recognise again"),
    "list_heads_group": ("表头在哪里", "Where the heads are"),
    "list_column_no": ("列", "Column"),
    "list_label": ("列名", "Head"),
    "list_type": ("类型", "Type"),
    "list_privacy": ("公开方式", "Privacy"),
    "list_keep": ("采用", "Use"),
    "list_first_rows": ("前几行", "First rows"),
    "list_never": ("不公开：保存时整列去掉", "never public: the column is taken out on saving"),
    "list_out_title": ("不进名单的行", "Rows that are no data"),
    "list_out_none": ("没有。", "None."),
    "list_take_row": ("保留这一行", "keep this row"),
    "list_more_out": ("还有 {n} 行。", "{n} more."),
    "list_take": ("采用名单，填写公告", "Take the list, write the notice"),
    "list_another": ("换一份名单", "Another list"),
    "list_check_columns": ("核对各列", "Check the columns"),
    "list_held": (
        "名单已读入：{name}，{rows} 行，{columns} 列。保存草稿时存入公开版。",
        "The list is read: {name}, {rows} rows, {columns} columns. Saving stores its public version.",
    ),
    "list_held_never": ("不公开、将去掉的列：{columns}", "Never public, to be taken out: {columns}"),
    "list_from_file": ("从文件导入或换名单", "Take the list from a file"),
    "series_next": ("做下一期", "Start the next number"),
    "series_next_hint": (
        "新草稿沿用本期的类别、正文、各列和名单；日期和公示期清空，须重新填写。",
        "A new draft with this one's category, text, columns and list; dates and period are empty.",
    ),
    "series_title": ("与上一期（{id}）相比", "Compared with the last number ({id})"),
    "series_counts": (
        "新增 {came}，减少 {left}，数字有变化 {changed}，未变 {same}。",
        "{came} came, {left} left, {changed} figures changed, {same} rows the same.",
    ),
    "series_unchanged": (
        "名单与上一期完全相同，请确认是否已换成本期名单。",
        "The list is the same as the last one: has it been replaced by this number's?",
    ),
    "series_same_text": (
        "正文与上一期一字不差，请核对其中的日期和期数。",
        "The text is word for word the last one's: check dates and numbers in it.",
    ),
    "series_came": ("新增", "Came"),
    "series_left": ("减少", "Left"),
    "series_changed": ("变化", "Changed"),
    "series_more": ("…共 {n}", "… {n} in all"),
}
