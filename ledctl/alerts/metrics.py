"""Figures of a site for Prometheus, under conventional names and in base units.

A label names a sign, a state, a proof, a kind of error: never a notice or a person. The
counters are those of the publisher's process: they begin at zero with it, as scrapers
expect. What nobody can say is left out, rather than said to be zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector, CollectorRegistry

from ledctl.alerts.figures import Figures
from ledctl.alerts.troubles import Severity
from ledctl.publishing.meters import BOUNDS, Spread

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
PREFIX = "ledctl_"


def exposition(figures: Figures) -> bytes:
    """The figures in the text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Once(figures))
    return generate_latest(registry)


class _Once(Collector):
    """Says the same figures however often it is asked."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterator[Metric]:
        for part in (_build, _publisher, _signs, _counters, _timings, _office, _machine):
            yield from (metric for metric in part(self._figures) if metric.samples)


def _build(figures: Figures) -> Iterator[Metric]:
    facts = {"version": figures.version, "schema": figures.schema, "mode": figures.mode}
    yield InfoMetricFamily(f"{PREFIX}build", "The program, its database schema, and the site's mode.", facts)


def _publisher(figures: Figures) -> Iterator[Metric]:
    up = figures.seen.publisher is not None
    yield _gauge("publisher_up", "Whether the publisher answers.", up)
    hanging = figures.seen.hanging
    count = None if hanging is None else len(hanging)
    yield _gauge("publisher_hanging_threads", "Threads of the publisher that do not go on.", count)
    heard = "publisher_last_seen_timestamp_seconds"
    yield _gauge(heard, "When the publisher answered last.", figures.heard_at)


def _signs(figures: Figures) -> Iterator[Metric]:
    signs = figures.seen.publisher or ()
    yield _by_sign("sign_up", "Whether the sign itself answers.", {s.sign: s.online for s in signs})
    yield _by_sign("sign_lit", "Whether a page is confirmed to stand.", {s.sign: s.lit for s in signs})
    yield _by_sign("sign_wanted", "Whether something may stand now.", {s.sign: s.wanted for s in signs})
    held = {s.sign: s.held_up for s in signs}
    yield _by_sign("sign_held_up", "Whether the sign refuses what should stand.", held)
    strange = {s.sign: s.strange or s.unlike_s > 0 for s in signs}
    yield _by_sign("sign_content_wrong", "Whether it shows what it was not sent.", strange)
    wrong = {s.sign: bool(s.wrong_card) for s in signs}
    yield _by_sign("sign_card_wrong", "Whether another card answers than the one set up.", wrong)
    celsius = {s.sign: s.temperature_c for s in signs}
    yield _by_sign("sign_temperature_celsius", "What the sign says of its temperature.", celsius)
    yield _by_sign("sign_faults", "Faults the sign reports.", {s.sign: len(s.faults) for s in signs})


def _counters(figures: Figures) -> Iterator[Metric]:
    signs = figures.seen.publisher or ()
    shown = _counter("pages_shown", "Pages that came to stand, by how far that is proven.", "sign", "proof")
    failed = _counter("send_failures", "What was sent and not confirmed.", "sign", "error")
    outage = _counter("outage_seconds", "Seconds in which the sign could not be reached.", "sign")
    for sign in signs:
        for proof, count in enumerate(sign.shown):
            shown.add_metric([sign.sign, f"p{proof}"], count)
        for error, count in sorted(sign.failures.items()):
            failed.add_metric([sign.sign, error], count)
        outage.add_metric([sign.sign], sign.outage_s)
    yield from (shown, failed, outage)


def _timings(figures: Figures) -> Iterator[Metric]:
    if figures.timings is None:
        return
    sends, late = figures.timings
    yield _histogram("send_seconds", "From the first byte of a page to its confirmation.", sends)
    yield _histogram("page_lateness_seconds", "How long after its time a page was turned.", late)


def _office(figures: Figures) -> Iterator[Metric]:
    notices = GaugeMetricFamily(f"{PREFIX}notices", "Notices in each state.", labels=["state"])
    for state, count in sorted(figures.notices.items()):
        notices.add_metric([state], count)
    oldest = GaugeMetricFamily(
        f"{PREFIX}oldest_pending_seconds", "How long the oldest has waited in a state.", labels=["state"]
    )
    office = figures.seen.office
    for one in office.pending if office else ():
        oldest.add_metric([one.state], (figures.seen.at - one.oldest).total_seconds())
    alerts = GaugeMetricFamily(f"{PREFIX}alerts", "Alerts that are not over.", labels=["severity"])
    for severity in Severity:
        alerts.add_metric([severity], figures.alerts.get(severity, 0))
    yield from (notices, oldest, alerts)
    dead = office.dead_messages if office else None
    yield _gauge("messages_given_up", "Messages given up within a week.", dead)


def _machine(figures: Figures) -> Iterator[Metric]:
    seen = figures.seen
    yield _gauge("disk_free_bytes", "Free space where the site's folder is.", seen.disk.free)
    yield _gauge("disk_size_bytes", "Size of that disk.", seen.disk.total)
    yield _gauge("disk_writable", "Whether it took a file and gave it back.", not seen.disk.fault)
    yield _gauge("clock_trusted", "Whether the machine's clock is trusted.", seen.clock_trusted)
    dark = seen.blackout.on if seen.blackout else None
    yield _gauge("blackout", "Whether every sign is ordered dark.", dark)
    backup = seen.backup.at.timestamp() if seen.backup and seen.backup.at else None
    yield _gauge("backup_timestamp_seconds", "When the newest backup was made.", backup)
    ends = seen.certificate.at.timestamp() if seen.certificate and seen.certificate.at else None
    yield _gauge("certificate_expiry_timestamp_seconds", "When the pages' certificate ends.", ends)


def _gauge(name: str, text: str, value: float | None) -> Metric:
    """One figure; without samples when nobody can say it."""
    metric = GaugeMetricFamily(PREFIX + name, text, labels=[])
    if value is not None:
        metric.add_metric([], float(value))
    return metric


def _by_sign(name: str, text: str, values: Mapping[str, float | None]) -> Metric:
    metric = GaugeMetricFamily(PREFIX + name, text, labels=["sign"])
    for sign, value in values.items():
        if value is not None:
            metric.add_metric([sign], float(value))
    return metric


def _counter(name: str, text: str, *labels: str) -> CounterMetricFamily:
    return CounterMetricFamily(PREFIX + name, text, labels=labels)


def _histogram(name: str, text: str, spread: Spread) -> Metric:
    buckets, so_far = [], 0
    for bound, count in zip((*map(str, BOUNDS), "+Inf"), spread.counts, strict=True):
        so_far += count
        buckets.append((bound, so_far))
    return HistogramMetricFamily(PREFIX + name, text, buckets=buckets, sum_value=spread.total_s)
