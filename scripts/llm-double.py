#!/usr/bin/env python3
"""A language model at POST /chat/completions, for tests: prints its port.

`POST /_say` sets what it answers: text, status and delay in seconds; `GET /_seen` lists the requests.
"""
import http.server
import json
import time

SAY = {"text": "", "status": 200, "delay": 0}
SEEN = []


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(200, SEEN)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if self.path == "/_say":
            SAY.update({"text": "", "status": 200, "delay": 0} | body)
            return self.answer(200, {})
        SEEN.append({"path": self.path, "authorization": self.headers.get("Authorization"), "body": body})
        time.sleep(SAY["delay"])
        self.answer(SAY["status"], {"choices": [{"message": {"role": "assistant", "content": SAY["text"]}}]})


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
