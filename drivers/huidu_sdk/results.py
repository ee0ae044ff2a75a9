"""The manufacturer's error table: numbers in packets, names in XML. Pure.

Numbers from 34 on differ between generations of its own sources (34 is
kDownloadingFile in one and kScreenNodeIsNull in another), so only names are
trusted there and a number stays a number.
"""

from __future__ import annotations

SUCCESS = "kSuccess"
INVALID_INDEX = "kInvalidXmlIndex"  # also: the program switched to is not in the list yet
WORKING = frozenset({"kProcessing", "kDownloadingFile"})  # not an answer yet: ask again
NO_NUMBER = -1

NAMES = (
    "kSuccess",
    "kWriteFinish",
    "kProcessError",
    "kVersionTooLow",
    "kDeviceOccupa",
    "kFileOccupa",
    "kReadFileExcessive",
    "kInvalidPacketLen",
    "kInvalidParam",
    "kNotSpaceToSave",
    "kCreateFileFailed",
    "kWriteFileFailed",
    "kReadFileFailed",
    "kInvalidFileData",
    "kFileContentError",
    "kOpenFileFailed",
    "kSeekFileFailed",
    "kRenameFailed",
    "kFileNotFound",
    "kFileNotFinish",
    "kXmlCmdTooLong",
    "kInvalidXmlIndex",
    "kParseXmlFailed",
    "kInvalidMethod",
    "kMemoryFailed",
    "kSystemError",
    "kUnsupportVideo",
    "kNotMediaFile",
    "kParseVideoFailed",
    "kUnsupportFrameRate",
    "kUnsupportResolution",
    "kUnsupportFormat",
    "kUnsupportDuration",
    "kDownloadFileFailed",
)
_NUMBERS = {name: number for number, name in enumerate(NAMES)}


def name_of(number: int) -> str:
    """``kNotSpaceToSave`` for 9; ``unknown code 36`` where the generations disagree."""
    return NAMES[number] if 0 <= number < len(NAMES) else f"unknown code {number}"


def number_of(name: str) -> int:
    """9 for ``kNotSpaceToSave``; ``NO_NUMBER`` for a name whose number is not the same everywhere."""
    return _NUMBERS.get(name, NO_NUMBER)
