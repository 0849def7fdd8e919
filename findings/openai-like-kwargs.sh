#!/usr/bin/env bash
# LlamaIndex OpenAILike: what is asked in one call is silently not sent where the object says something else.
#
# Versions: llama-index-llms-openai-like 0.8.1, llama-index-llms-openai 0.8.3, llama-index-core 0.14.25.
# Seen: max_tokens and additional_kwargs (response_format, seed) given to the object win over the same arguments of
#   complete(...); temperature is the other way round, there the call wins. The request carries a mixture; no warning.
# Expected: the nearer setting wins, for all of them alike; at the least a complaint.
# Why it matters: a program that asks for a JSON answer with sources in one call gets prose, or an answer cut at
#   another length, from a model set up with defaults, and blames the model.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check llama-index-llms-openai-like==0.8.1 \
  llama-index-llms-openai==0.8.3 llama-index-core==0.14.25
"$work/venv/bin/python" - <<'PY'
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from llama_index.llms.openai_like import OpenAILike

requests = []


class Scripted(BaseHTTPRequestHandler):
    def do_POST(self):
        requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "ok"}}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        body = json.dumps({"id": "1", "object": "chat.completion", "created": 1, "model": "scripted",
                           "choices": [choice], "usage": usage}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Scripted)
threading.Thread(target=server.serve_forever, daemon=True).start()
llm = OpenAILike(
    model="scripted", api_base=f"http://127.0.0.1:{server.server_port}/v1", api_key="none", is_chat_model=True,
    temperature=0.9, max_tokens=100, additional_kwargs={"response_format": {"type": "text"}, "seed": 1},
)
llm.complete("Who saw the child?", temperature=0.0, max_tokens=20, response_format={"type": "json_object"}, seed=7)
sent = {key: requests[0].get(key) for key in ("temperature", "max_tokens", "response_format", "seed")}
print("asked in the call: temperature 0.0, max_tokens 20, response_format json_object, seed 7")
print(f"sent: {sent}")
as_before = sent == {"temperature": 0.0, "max_tokens": 100, "response_format": {"type": "text"}, "seed": 1}
sys.exit(0 if as_before else "changed: the call's own arguments are sent in another way")
PY
