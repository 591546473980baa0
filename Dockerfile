# Debrief. Two stages, so that nothing that only building needs is in what runs. Not yet run in containers.
FROM python:3.11-slim AS libraries
WORKDIR /build
COPY requirements.txt .
RUN python -m venv --without-pip /opt/venv \
    && python -m pip --python /opt/venv/bin/python install --no-cache-dir --no-compile --require-hashes -r requirements.txt

FROM python:3.11-slim
RUN python -m pip uninstall --yes --quiet --root-user-action ignore pip setuptools wheel \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin debrief \
    && install --directory --owner 10001 --group 10001 --mode 0700 /data
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DEBRIEF_DATABASE_URL=sqlite:////data/debrief.db
WORKDIR /debrief
COPY --from=libraries /opt/venv /opt/venv
COPY quiz_bank quiz_bank
COPY api api
COPY web web
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os; from urllib.parse import urlsplit; from urllib.request import Request, urlopen; urlopen(Request('http://127.0.0.1:8000/health', headers={'Host': urlsplit(os.environ['DEBRIEF_ADDRESS']).netloc}), timeout=4)"]
ENTRYPOINT ["python", "-m", "api"]
CMD ["serve", "--host", "0.0.0.0"]
