"""The tables of the desk that questions read, as statements take them. Nothing here writes."""

from __future__ import annotations

from sqlmodel import SQLModel

from ledctl.accounts.model import Person
from ledctl.notices import around_model, model

_BY_NAME = SQLModel.metadata.tables

PERSON = _BY_NAME[str(Person.__tablename__)]
NOTICE = _BY_NAME[model.NoticeRow.__tablename__]
VERSION = _BY_NAME[model.Version.__tablename__]
DECISION = _BY_NAME[model.Decision.__tablename__]
REMARK = _BY_NAME[model.RemarkRow.__tablename__]
PROGRAM = _BY_NAME[model.StoredProgram.__tablename__]
ORDER = _BY_NAME[model.DisplayOrder.__tablename__]
OBJECTION = _BY_NAME[around_model.Objection.__tablename__]
OBJECTION_DECISION = _BY_NAME[around_model.ObjectionDecision.__tablename__]
POSTING = _BY_NAME[around_model.Posting.__tablename__]
POSTING_STRIKE = _BY_NAME[around_model.PostingStrike.__tablename__]
POSTING_END = _BY_NAME[around_model.PostingEnd.__tablename__]
REFRESH = _BY_NAME[around_model.Refresh.__tablename__]
