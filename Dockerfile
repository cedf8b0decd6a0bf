# The bot in a container of its own: no root, one folder that is kept.
FROM python:3.13-slim AS made
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY content content
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir .

FROM python:3.13-slim
RUN useradd --uid 1000 --create-home unhunch && install -d -o unhunch -g unhunch -m 700 /data
COPY --from=made /venv /venv
USER unhunch
WORKDIR /data
ENV BOT_DB=/data/unhunch.db BOT_HEALTH=true PYTHONUNBUFFERED=1
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/venv/bin/python", "-c", \
    "from urllib.request import urlopen; urlopen('http://127.0.0.1:8080/health', timeout=4)"]
# SIGTERM lets it finish what it holds, which takes it five seconds at the most.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/venv/bin/unhunch"]
