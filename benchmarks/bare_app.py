"""The peer: the least program of FastAPI, SQLModel and APScheduler that serves a page from a table.

No template, no settings, no rules, no publisher: what anybody would have who
begins with the same libraries. ``python -m benchmarks.bare_app FILE PORT``.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import uvicorn
from apscheduler.schedulers.background import BackgroundScheduler
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from sqlalchemy import Engine
from sqlmodel import Field, Session, SQLModel, create_engine, select


class Entry(SQLModel, table=True):
    """The one table."""

    id: int | None = Field(default=None, primary_key=True)
    text: str
    at: datetime


def make_app(engine: Engine) -> FastAPI:
    app = FastAPI()

    @app.get("/", response_class=HTMLResponse)
    def page() -> str:
        with Session(engine) as session:
            entries = session.exec(select(Entry).limit(20)).all()
        lines = "".join(f"<li>{entry.at:%F %T} {entry.text}</li>" for entry in entries)
        return f"<!doctype html><title>bare</title><h1>Entries</h1><ul>{lines}</ul>"

    return app


def start_job(engine: Engine) -> None:
    """One job, a row a minute."""

    def note() -> None:
        with Session(engine) as session:
            session.add(Entry(text="a minute has passed", at=datetime.now(UTC)))
            session.commit()

    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_job(note, "interval", minutes=1)
    scheduler.start()


def main(file: str, port: int) -> None:
    engine = create_engine(f"sqlite:///{file}")
    SQLModel.metadata.create_all(engine)
    start_job(engine)
    uvicorn.run(make_app(engine), host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
