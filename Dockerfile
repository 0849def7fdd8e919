FROM python:3.12-slim

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1
# As ingest/offline.py, for whatever else is run in this image than Casebook.
ENV ORT_DISABLE_TELEMETRY=1 GRADIO_ANALYTICS_ENABLED=False HF_HUB_DISABLE_TELEMETRY=1 DO_NOT_TRACK=1
WORKDIR /casebook
# Extra flags for pip, such as the index of PyTorch's CPU builds.
ARG PIP_FLAGS=""
COPY pyproject.toml constraints.txt README.md LICENSE casebook.py ./
COPY ingest ingest
COPY index index
COPY app app
COPY eval eval
RUN pip install ${PIP_FLAGS} -c constraints.txt '.[llm]' \
    && useradd --create-home casebook && mkdir /library && chown casebook /library
USER casebook
VOLUME /library
EXPOSE 7860
CMD ["casebook", "serve"]
