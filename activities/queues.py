"""The three task queues."""

from typing import Final

STUDIO: Final = "studio"
PROVIDERS: Final = "studio-providers"
MEDIA: Final = "studio-media"
ALL: Final = (STUDIO, PROVIDERS, MEDIA)
