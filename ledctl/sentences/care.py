"""Sentences of looking after signs: brightness, power cuts, serial lines."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "brightness_no_place": (
        "显示屏 {name} 的亮度要按日出日落调整，但没有填写本站的位置：请在 site.toml 的 [place] 中写明 "
        "latitude（纬度）和 longitude（经度），或改用 table 时间表。",
        "The sign {name} is to follow sunrise and sunset, and the site does not say where it lies: give "
        "latitude and longitude in [place] of site.toml, or use a table of times instead.",
    ),
    "doctor_after_power_cut_dark": (
        "显示屏 {name} 停电恢复后保持黑屏，由发布程序重新送出现行公告。",
        "After a power cut the sign {name} stays dark until the publisher sends what is current.",
    ),
    "doctor_after_power_cut_same": (
        "显示屏 {name} 停电恢复后会先显示断电前的内容，联络恢复后由发布程序核对；若当时已到期，会短时再现。",
        "After a power cut the sign {name} first shows what stood before it; the publisher puts it right "
        "when the sign answers again. What expired meanwhile may be seen until then.",
    ),
    "doctor_after_power_cut_old": (
        "显示屏 {name} 停电恢复后可能显示更早存入的旧内容，请用厂家软件删除卡内存储的节目。",
        "After a power cut the sign {name} may show something stored long before; delete what the card "
        "stores with the vendor's program.",
    ),
    "doctor_after_power_cut_unknown": (
        "显示屏 {name} 停电恢复后显示什么无法由本程序确定，请断电试一次，并把卡的开机画面设为黑屏。",
        "What the sign {name} shows after a power cut cannot be known from here: try it once, and set the "
        "sign's own start picture to black.",
    ),
    "doctor_serial_not_by_id": (
        "显示屏 {name} 的串口写作 {device}，重新插拔后可能换名而失联；请改用 /dev/serial/by-id/ 下的路径。",
        "The serial line of the sign {name} is {device}; replugged it may come back under another name. Use "
        "its path under /dev/serial/by-id/ instead.",
    ),
}
