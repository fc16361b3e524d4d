"""Models of the tenant's: those that a request names, and who may delete one."""

from api.services import Services
from domain.errors import Conflict, FieldError, Forbidden, NotFound, ValidationFailed
from domain.identity import Identity, Role
from domain.requests import JobRequest, ModelField, marked
from jobs.models import NOUNS, Model, Models


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


def require_maker(model: Model, identity: Identity) -> None:
    """Let those delete a model who made it, or run the tenant. Raises Forbidden."""
    if model.user_id != identity.user_id and not (identity.has(Role.ADMIN) or identity.operator):
        raise Forbidden(
            f"Only its maker, or an admin of the tenant, deletes a{'n' * (model.kind == 'avatar')} {NOUNS[model.kind]}."
        )
