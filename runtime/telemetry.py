"""Logs as JSON lines with ids, and metrics for Prometheus."""

import logging
import sys
from typing import Final

import structlog
from prometheus_client import Counter, Gauge, Histogram

from runtime.settings import LogSettings

REQUESTS: Final = Counter("studio_http_requests", "HTTP requests", ["method", "route", "status"])
LATENCY: Final = Histogram(
    "studio_http_request_seconds", "Time to answer", ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60),
)  # fmt: skip
ADMITTED: Final = Counter("studio_jobs_admitted", "Jobs accepted", ["type", "tier"])
REFUSED: Final = Counter("studio_refusals", "Requests refused", ["code"])
SOCKETS: Final = Gauge("studio_sockets", "WebSockets open")
SOCKETS_CLOSED: Final = Counter("studio_sockets_closed", "WebSockets closed", ["code"])
CREDITS: Final = Gauge("studio_credits", "Credits by what became of them", ["state"])
JOBS: Final = Gauge("studio_jobs", "Jobs by status", ["status"])
UNKNOWN: Final = Gauge("studio_attempts_unknown", "Paid calls whose outcome nobody knows")
AUDIT: Final = Gauge("studio_audit_problems", "Problems that the ledger's audit found")
CALLS: Final = Gauge(
    "studio_provider_calls", "Calls to providers in the last hour", ["provider", "ability", "state"]
)
MINTS: Final = Gauge("studio_mints", "Mints by what became of them", ["chain", "status"])
SIGNER_BALANCE: Final = Gauge(
    "studio_signer_balance", "Coins that a chain's signer has for gas", ["chain", "signer"]
)
NONCE_STANDS: Final = Gauge(
    "studio_nonce_stands_seconds",
    "Time for which the lowest open nonce has stood",
    ["chain", "signer"],
)


def configure_logs(settings: LogSettings) -> None:
    """Send our logs and the libraries' to stderr, one event a line."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.format == "json"
        else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.level.upper())
    for noisy in ("httpx", "httpcore", "uvicorn.access", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
