"""The four task queues."""

from typing import Final

STUDIO: Final = "studio"
PROVIDERS: Final = "studio-providers"
MEDIA: Final = "studio-media"
WEBHOOKS: Final = "studio-webhooks"
"""A queue of its own: receivers that do not answer keep nobody's job waiting."""
ALL: Final = (STUDIO, PROVIDERS, MEDIA, WEBHOOKS)
