# One process, not root, data in a volume. Build: docker build -t motcua .   Run: docker run -p 8080:8080 -v motcua:/data motcua
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    MOTCUA_HOST=0.0.0.0 MOTCUA_PORT=8080 MOTCUA_DATA=/data MOTCUA_KNOWLEDGE=/app/knowledge

WORKDIR /app
# Only the part of the lock that runs in production; below the line "# development" stand the tools.
COPY requirements.lock .
RUN sed '/^# development$/,$d' requirements.lock > /tmp/run.lock \
    && pip install --no-cache-dir --require-hashes -r /tmp/run.lock \
    && rm /tmp/run.lock \
    && useradd --system --uid 10001 motcua \
    && install -d -o motcua /data
COPY bot bot
COPY knowledge knowledge

USER motcua
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
CMD ["python", "-m", "bot", "run"]
