# Studio's image. EXTRAS="" makes a light one for the API, which needs neither engines nor keys.
FROM python:3.11.14-slim-bookworm

ARG EXTRAS="--extra local --extra nft"
ENV UV_LINK_MODE=copy UV_PROJECT_ENVIRONMENT=/opt/studio/.venv PATH=/opt/studio/.venv/bin:$PATH PYTHONUNBUFFERED=1
WORKDIR /opt/studio
RUN apt-get update && apt-get install -y --no-install-recommends util-linux && rm -rf /var/lib/apt/lists/* \
    && pip install --no-cache-dir uv==0.9.30 && useradd --system --create-home studio
COPY pyproject.toml uv.lock README.md LICENSE NOTICE ./
RUN uv sync --frozen --no-dev --no-install-project $EXTRAS \
    && { [ -z "$EXTRAS" ] || uv sync --frozen --no-dev --no-install-project $EXTRAS --extra weights \
         || echo "the model weights could not be fetched: simpler engines serve"; }
COPY . .
RUN uv sync --frozen --no-dev --inexact $EXTRAS
USER studio
CMD ["studio", "api"]
