"""The workers of a process: activities built on its resources, one Temporal worker a queue."""

import os
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from temporalio.client import Client
from temporalio.worker import PollerBehaviorAutoscaling, UnsandboxedWorkflowRunner, Worker

from activities._calls import Calls
from activities._following import Followers
from activities._ingest import Ingest
from activities.avatars import Avatars
from activities.captions import Captioning
from activities.clips import Clips
from activities.dubbing import Dubbing
from activities.effects import Effects
from activities.enlarging import Enlarging
from activities.extension import Extension
from activities.films import Films
from activities.generation import Generation
from activities.merging import Merges
from activities.minting import Minting
from activities.money import Money
from activities.music import Music
from activities.pictures import Pictures
from activities.pipelines import ChildStart, PipelineSteps
from activities.policy import Moderation, Moderator
from activities.portraits import Portraits
from activities.publishing import Publication
from activities.queues import MEDIA, PROVIDERS, STUDIO, WEBHOOKS
from activities.retouching import Retouching
from activities.segments import Segments
from activities.sound import Sound
from activities.sources import Sources
from activities.templates import TemplatePages
from activities.variants import Variants
from activities.voices import Voices
from activities.webhooks import Webhooks
from chain.pinning import Pinning
from events.bells import Bells
from events.outbox import Outbox
from jobs.pipelines import Pipelines
from jobs.presenting import Presenter
from jobs.starts import Start
from providers._base import Provider
from runtime.resources import Resources, scratch_root
from runtime.temporal import child_of
from storage.signing import UrlSigner
from workflows._job import JobType
from workflows.pipeline import PipelineWorkflow
from workflows.webhooks import WebhookWorkflow


def activities(
    resources: Resources,
    providers: Mapping[str, Provider],
    bells: Bells,
    pinning: Pinning | None = None,
    **timing: float,
) -> dict[str, list[Any]]:
    """Build every activity, by the queue that runs it."""
    root = scratch_root(resources.settings)
    runs = resources.runs
    ingest = Ingest(resources.leases, resources.fetcher, root)
    generation = _generation(resources, providers, bells, ingest, **timing)
    money = Money(runs)
    moderation = Moderation(runs, resources.policy, _moderator(resources, providers))
    publication = Publication(runs, resources.blobs)
    sources = Sources(runs, ingest, scratch_root=root)
    pictures = Pictures(runs, ingest, root)
    retouching = Retouching(runs, ingest, root)
    sound = Sound(runs, ingest, root)
    effects = Effects(runs, ingest, root)
    music = Music(runs, ingest, root)
    extension = Extension(runs, ingest, root)
    captioning = Captioning(runs, ingest, root)
    films = Films(runs, ingest, root)
    portraits = Portraits(runs, ingest, root)
    avatars = Avatars(runs, ingest, root)
    clips = Clips(runs, ingest, root)
    enlarging = Enlarging(runs, ingest, root)
    merges = Merges(runs, ingest, root)
    segments = Segments(runs, ingest, root)
    dubbing = Dubbing(runs, ingest, root)
    templates = TemplatePages(runs, ingest, root)
    variants = Variants(runs, ingest, resources.platforms, scratch_root=root)
    voices = Voices(
        runs, ingest, scratch_root=root, weights_folder=resources.settings.weights.folder
    )
    pipelines = pipelines_of(resources)
    return {
        STUDIO: [
            moderation.moderate, money.reserve, generation.route, publication.upload, money.settle, money.release,
            pipelines.open, pipelines.begin, pipelines.conclude, pipelines.skip, pipelines.follow, pipelines.end,
            pipelines.release,
            voices.begin, voices.keep, voices.report, voices.hold, avatars.begin, avatars.keep, retouching.origin,
            templates.open,
        ],
        PROVIDERS: [
            generation.submit, generation.follow, generation.reconcile, generation.write_off, generation.withdraw,
            generation.abandon, *_minting(resources, ingest, pinning), moderation.ask, sources.fetch, sources.gather,
        ],
        MEDIA: [
            generation.submit, pictures.fit, sound.master, effects.finish, music.master, extension.hear, extension.join,
            captioning.read, captioning.phrase, captioning.listen, captioning.burn, dubbing.listen, dubbing.mix,
            films.open, films.still, films.join, portraits.cast, portraits.finish, voices.examine,
            avatars.examine, avatars.show, retouching.prepare, retouching.extend, retouching.cut_out, retouching.fit,
            merges.merge, clips.listen, clips.watch, clips.cut, segments.split, enlarging.enlarge,
            enlarging.enlarge_segment, enlarging.join, templates.set, variants.listen, variants.draw, variants.film,
        ],
        WEBHOOKS: [webhooks_of(resources).deliver],
    }  # fmt: skip


def _generation(
    resources: Resources, providers: Mapping[str, Provider], bells: Bells, ingest: Ingest, **timing: float
) -> Generation:  # fmt: skip
    """Build the steps of calls to providers."""
    runs = resources.runs
    return Generation(
        runs, resources.router, providers, ingest=ingest,
        calls=Calls(runs, resources.circuits, resources.switches, limits=resources.numbers.vendors),
        followers=Followers(runs, ingest, bells, **timing), callbacks=resources.callbacks,
        scratch_root=scratch_root(resources.settings),
    )  # fmt: skip


def _minting(resources: Resources, ingest: Ingest, pinning: Pinning | None) -> list[Any]:
    """Build the steps of a mint."""
    settings = resources.settings
    minting = Minting(
        resources.runs, ingest, resources.networks, pinning=pinning, public_url=settings.api.public_url,
        scratch_root=scratch_root(settings),
    )  # fmt: skip
    return [minting.begin, minting.store, minting.mint, minting.report]


def pipelines_of(resources: Resources) -> PipelineSteps:
    """Build the steps of pipelines: they know job types by what the catalog found."""
    jobs, numbers = resources.jobs, resources.numbers

    def prepare(start: Start) -> ChildStart:
        return child_of(start, jobs[start.type], numbers)

    return PipelineSteps(Pipelines(resources.app), jobs, prepare)


def webhooks_of(resources: Resources) -> Webhooks:
    """Build what sends events out."""
    settings = resources.settings
    signer = UrlSigner(
        settings.storage.signing_key.get_secret_value().split(","),
        lifetime_seconds=settings.storage.url_lifetime_seconds,
        window_seconds=settings.storage.url_window_seconds,
    )
    presenter = Presenter(signer, settings.api.public_url)
    return Webhooks(Outbox(resources.app), resources.vault, resources.poster, presenter)


def workers(
    client: Client,
    resources: Resources,
    providers: Mapping[str, Provider],
    queues: Sequence[str],
    *,
    bells: Bells,
    pinning: Pinning | None = None,
    **timing: float,
) -> list[Worker]:
    """Make one Temporal worker a queue."""
    settings = resources.settings.worker
    built = activities(resources, providers, bells, pinning, **timing)
    slots = {
        STUDIO: 200,
        PROVIDERS: settings.provider_slots,
        MEDIA: settings.media_slots or os.cpu_count() or 1,
        WEBHOOKS: settings.webhook_slots,
    }
    return [
        Worker(
            client,
            task_queue=queue,
            workflows=workflows_of(resources.jobs) if queue == STUDIO else [],
            activities=built[queue],
            workflow_runner=UnsandboxedWorkflowRunner(),
            max_cached_workflows=settings.workflow_cache,
            max_concurrent_activities=slots[queue],
            max_concurrent_local_activities=200,
            max_heartbeat_throttle_interval=timedelta(seconds=2),
            default_heartbeat_throttle_interval=timedelta(seconds=2),
            sticky_queue_schedule_to_start_timeout=timedelta(seconds=4),
            graceful_shutdown_timeout=timedelta(seconds=settings.grace_seconds),
            workflow_task_poller_behavior=PollerBehaviorAutoscaling(initial=4),
            activity_task_poller_behavior=PollerBehaviorAutoscaling(initial=4),
        )
        for queue in queues
    ]


def workflows_of(jobs: Mapping[str, JobType]) -> list[type]:
    """Name every workflow: one a job type, the one of pipelines, and the one of endpoints."""
    return [*(job.workflow for job in jobs.values()), PipelineWorkflow, WebhookWorkflow]


def _moderator(resources: Resources, providers: Mapping[str, Provider]) -> Moderator | None:
    """Find a vendor whose endpoint moderates, where the operator wants it asked."""
    if not resources.settings.moderation.remote:
        return None
    return next((each for each in providers.values() if hasattr(each, "moderate")), None)
