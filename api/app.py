"""The application: services opened, routers mounted, every error a problem."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.openapi.utils import get_openapi
from fastapi_swagger import patch_fastapi
from starlette.responses import Response
from starlette.types import Scope

from api import (
    api_keys,
    assets,
    avatars,
    discovery,
    estimates,
    graph,
    graph_schema,
    health,
    hooks,
    jobs,
    mints,
    pipelines,
    presets,
    problems,
    providers,
    sockets,
    submit,
    templates,
    voice_models,
    wallet,
    webhook_document,
    webhooks,
)
from api.auth import Authenticator, KeySet, Tickets
from api.body import Bounds
from api.context import Tracing
from api.documents import IDEMPOTENCY_KEY, REPLAYED, Answers, components
from api.documents import problems as problems_of
from api.places import Places
from api.present import BASE
from api.public_keys import PublicKeys
from api.services import Forecast, Services, Tenants
from domain.errors import StudioError
from events.followers import Followers
from events.hub import Hub
from jobs.keys import find_key
from jobs.reading import owners
from ledger.book import Book
from runtime.catalog import job_types
from runtime.numbers import load
from runtime.resources import Resources, opened
from runtime.settings import Settings
from storage.signing import UrlSigner

PUBLIC: Final = frozenset(
    {
        "/health/live",
        "/health/ready",
        f"{BASE}/assets/{{assetId}}/content.{{ext}}",
        f"{BASE}/audio/voices/{{voiceId}}/preview.ogg",
        f"{BASE}/nft/mints/{{mintId}}/files/{{name}}",
        f"{BASE}/uploads/{{assetId}}",
        f"{BASE}/hooks/{{provider}}/{{token}}",
        f"{BASE}/templates/{{templateId}}/preview.webp",
    }
)
OPEN: Final = frozenset({f"{BASE}/templates", f"{BASE}/templates/{{templateId}}"})
"""What may be read with a token, or without."""


def create(settings: Settings) -> FastAPI:
    """Make the application; its services open when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with opened(settings) as resources:
            app.state.services = services = _services(resources)
            loops = [
                asyncio.create_task(services.hub.run()),
                asyncio.create_task(services.followers.run()),
                asyncio.create_task(resources.relay.run()),
            ]
            yield
            services.close()
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)

    app = FastAPI(
        title="Studio", version="1", lifespan=lifespan,
        docs_url=None, redoc_url=None, swagger_ui_oauth2_redirect_url=None, redirect_slashes=False,
    )  # fmt: skip
    patch_fastapi(app, redirect_from_root_to_docs=False, title="Studio")
    for module in (
        jobs,
        presets,
        pipelines,
        estimates,
        discovery,
        providers,
        hooks,
        wallet,
        assets,
        api_keys,
        voice_models,
        avatars,
        webhooks,
        templates,
        mints,
        sockets,
        graph,
    ):
        app.include_router(module.routes, prefix=BASE)
    app.include_router(submit.router(job_types(load(settings.numbers_file))), prefix=BASE)
    app.include_router(health.routes)
    app.state.graph = graph_schema.build(introspection=settings.api.graphql_introspection)
    problems.install(app)
    app.openapi = partial(document, app)  # type: ignore[method-assign] # FastAPI's own way to change it
    if settings.api.cors_origins:
        app.add_middleware(
            CORSMiddleware, allow_origins=settings.api.cors_origins, allow_methods=["*"], allow_headers=["*"],
            expose_headers=["X-Request-Id", "Location", "Retry-After", "RateLimit", "ETag", "Link"],
        )  # fmt: skip
    app.add_middleware(
        Bounds, problem=_problem, larger={f"{BASE}/uploads": assets.UPLOAD_BYTES_MAX}
    )
    app.add_middleware(Tracing)
    return app


def document(app: FastAPI) -> dict[str, Any]:
    """Write the OpenAPI document: our schemas, our problems, who needs a token."""
    if app.openapi_schema:
        return app.openapi_schema
    schema = get_openapi(
        title=app.title, version=app.version, routes=app.routes,
        summary="Media generation as durable jobs: submit, watch, cancel, retry.",
    )  # fmt: skip
    schema["webhooks"] = webhook_document.webhooks()
    parts = schema.setdefault("components", {})
    parts.setdefault("schemas", {}).update(components())
    parts["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if "HTTPValidationError" in str(operation["responses"].get("422")):
                del operation["responses"]["422"]  # the framework's own: ours is a 400
            if path not in PUBLIC:
                may_be_anyone = path in OPEN and method == "get"
                operation["security"] = [{"bearer": []}, *([{}] if may_be_anyone else [])]
        if "post" in operations:
            operations["post"].setdefault("parameters", []).append(IDEMPOTENCY_KEY)
            operations["post"]["responses"] |= _strings(problems_of(REPLAYED))
        for operation in operations.values():
            _lift(operation, parts["schemas"])
    app.openapi_schema = schema
    return schema


def _strings(answers: Answers) -> dict[str, Any]:
    return {str(status): answer for status, answer in answers.items()}


def _lift(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Move a request's own definitions to where its references point."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    schemas |= content.get("schema", {}).pop("$defs", {})


def _services(resources: Resources) -> Services:
    settings = resources.settings
    key = settings.storage.signing_key.get_secret_value()
    followers = Followers(partial(owners, resources.app))

    return Services(
        resources=resources,
        authenticator=_authenticator(resources),
        tickets=Tickets(key),
        signer=UrlSigner(
            key.split(","),
            lifetime_seconds=settings.storage.url_lifetime_seconds,
            window_seconds=settings.storage.url_window_seconds,
        ),
        hub=Hub(settings.database.system_url.get_secret_value(), followers=followers),
        followers=followers,
        places=Places(settings.api.sockets_max),
        tenants=Tenants(resources.app),
        forecast=Forecast(
            resources.system,
            {name: row.target_seconds for name, row in resources.numbers.jobs.items()},
        ),
        book=Book(resources.app),
        public_keys=PublicKeys(),
    )


def _authenticator(resources: Resources) -> Authenticator:
    auth = resources.settings.auth
    return Authenticator(
        partial(find_key, resources.system),
        development_secret=auth.development_secret.get_secret_value()
        if auth.development_secret
        else None,
        key_set=KeySet(auth.jwks_url) if auth.jwks_url else None,
        issuer=auth.issuer,
        audience=auth.audience,
        operator_issuers=auth.operator_issuers,
    )


def _problem(scope: Scope, error: StudioError) -> Response:
    request = Request(scope)
    return problems.problem(error, getattr(request.state, "request_id", ""), request.url.path)
