"""Addresses that clients name for events."""

from api.services import Services
from domain.errors import Conflict, FieldError, SourceFetchFailed, ValidationFailed
from domain.identity import Identity


async def require_reachable(has: Services, url: str, pointer: str) -> None:
    """Refuse an address that no event may be sent to; nothing is sent. Raises ValidationFailed."""
    try:
        await has.resources.poster.gate.admit(url)
    except SourceFetchFailed as error:
        found = FieldError(pointer=pointer, code="url_refused", detail=error.detail)
        raise ValidationFailed("No event can be sent to this url.", errors=(found,)) from error


async def require_sender(has: Services, identity: Identity) -> None:
    """See to it that events of jobs can be signed. Raises Conflict where the tenant has switched them off."""
    found = await has.resources.endpoints.for_jobs(identity)
    if found.status == "disabled":
        raise Conflict(f"Webhooks of jobs are disabled for this tenant: enable {found.id}.")
