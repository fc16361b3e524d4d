"""The application: services opened, routers mounted, every error a problem."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
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
    webhooks,
)
from api.auth import Authenticator, KeySet, Tickets
from api.body import Bounds
from api.context import Tracing
from api.openapi import document, operation_id
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
        generate_unique_id_function=operation_id,
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
