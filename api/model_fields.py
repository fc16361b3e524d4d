"""Fields that name a model of the tenant's: there, ready, and perhaps only its holder can use it."""

from api.services import Services
from domain.errors import Conflict, FieldError, NotFound, ValidationFailed
from domain.identity import Identity
from domain.requests import JobRequest, ModelField, marked
from jobs.models import NOUNS, Models


async def holder(
    has: Services,
    identity: Identity,
    request: JobRequest,
    promised: frozenset[str] = frozenset(),
) -> str | None:
    """Give the provider that alone can serve a request, because it holds the model that the request names.

    `promised` ids stand for models that are not made yet: they are looked at when they are.
    Raises ValidationFailed for a model that is not there, and Conflict for one that is not ready.
    """
    models, only = Models(has.resources.app), None
    for name, (pointer, mark) in marked(type(request), ModelField).items():
        value = getattr(request, name)
        if value is None or value in promised:
            continue
        try:
            model = await models.get(identity.tenant_id, value, mark.kind)
        except NotFound as error:
            told = FieldError(
                pointer=f"/{pointer}", code=f"unknown_{mark.kind}", detail=error.detail
            )
            raise ValidationFailed(
                f"There is no such {NOUNS[mark.kind]}.", errors=(told,)
            ) from error
        if model.status != "ready":
            raise Conflict(f"The {NOUNS[mark.kind]} {value!r} is {model.status}.")
        only = model.provider if mark.pins else only
    return only
