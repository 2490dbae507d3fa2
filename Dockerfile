# One image for the API, the pages and the ingest; what runs is the command (docker-compose.yml).
FROM python:3.11-slim
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
WORKDIR /app
COPY requirements.lock requirements-dev.lock ./
# The driver for PostgreSQL is the one that is tested with, which the lock of the development tools pins.
RUN pip install --no-cache-dir --extra-index-url "$TORCH_INDEX" torch==2.13.0 \
    && pip install --no-cache-dir -r requirements.lock -c requirements-dev.lock "psycopg[binary]"
COPY . .
RUN useradd --create-home --uid 10001 losfor && mkdir -p /data && chown losfor /data
USER losfor
ENV PYTHONPATH=/app KB_DATA=/data HAYSTACK_TELEMETRY_ENABLED=False PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000 8501
CMD ["python", "-m", "search_api"]
