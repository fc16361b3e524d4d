"""The OpenAPI document: what the framework finds of the routes, and all that it can't know."""

from api.openapi._assembly import document, operation_id

__all__ = ["document", "operation_id"]
