"""All commands and groups of commands, joined. ``main`` asks for them unless a service is started."""

from __future__ import annotations

import typer

from ledctl.cli import (
    after,
    alerts,
    archive,
    around,
    audit,
    blackout,
    boards,
    chain,
    checkpoints,
    clock,
    count,
    duties,
    exports,
    forms,
    glyphs,
    notices,
    notify,
    outages,
    people,
    picture,
    posting,
    privacy,
    proof,
    record,
    retention,
    running,
    series,
    sheet,
    signs,
    simulating,
    tools,
    verifying,
    village,
    warnings,
    windows,
    words,
)

app = typer.Typer(**running.LOOKS)
running.add_to(app)
people.add_to(app)
tools.add_to(app)
app.command()(simulating.simulate)
record.add_to(app)
app.command()(proof.proof)
app.command()(sheet.sheet)
app.command()(verifying.verify)
exports.add_to(app)
signs.add_to(app)
windows.add_to(app, notices.app)
series.add_to(notices.app)
chain.add_to(notices.app, people.person)
after.add_to(notices.app)
privacy.add_to(app, notices.app)
app.add_typer(alerts.app, name="alerts")
outages.add_to(app, notices.app)
app.add_typer(notices.app, name="notice")
app.add_typer(around.objection, name="objection")
app.add_typer(around.publication, name="publication")
app.add_typer(posting.app, name="posting")
app.add_typer(blackout.app, name="blackout")
village.add_to(boards.app)
duties.add_to(app, boards.app)
app.add_typer(boards.app, name="board")
app.add_typer(glyphs.app, name="glyph")
app.add_typer(warnings.app, name="warning")
app.add_typer(tools.fonts, name="fonts")
app.add_typer(words.app, name="words")
app.add_typer(clock.app, name="clock")
app.add_typer(notify.app, name="notify")
app.add_typer(checkpoints.app, name="checkpoint")
app.add_typer(people.person, name="person")
record.report.command("count")(count.count)
app.add_typer(picture.app, name="picture")
app.add_typer(record.report, name="report")
app.add_typer(retention.app, name="retention")
app.add_typer(archive.app, name="archive")
app.add_typer(count.elsewhere, name="elsewhere")
app.add_typer(forms.app, name="form")
audit.app.command("rebuild")(verifying.rebuild)
app.add_typer(audit.app, name="audit")
