"""A WebSocket client of a hundred lines less than others: text frames in, pongs out (RFC 6455). Standard library only."""
import base64
import json
import os
import socket
import struct
import threading
import time


class Listener:
    def __init__(self, port, token, path="/ws"):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            (f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer {token}\r\n\r\n").encode()
        )
        self.stream = self.socket.makefile("rb")
        status = self.stream.readline().decode(errors="replace").strip()
        if " 101" not in status:
            raise ConnectionError(status or "no answer")
        while self.stream.readline().strip():
            pass
        self.socket.settimeout(None)
        self.events, self.closed, self.gone = [], None, threading.Event()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        try:
            self.hear()
        except (OSError, ValueError):
            pass
        finally:
            self.gone.set()

    def hear(self):
        while True:
            head = self.stream.read(2)
            if len(head) < 2:
                return
            kind, length = head[0] & 0x0F, head[1] & 0x7F
            if length == 126:
                length = struct.unpack("!H", self.stream.read(2))[0]
            elif length == 127:
                length = struct.unpack("!Q", self.stream.read(8))[0]
            payload = self.stream.read(length)
            if kind == 1:
                self.take(payload.decode())
            elif kind == 9:
                self.send(10, payload)
            elif kind == 8:
                self.closed = struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else 1005
                return

    def take(self, text):
        self.events.append(json.loads(text))

    def send(self, kind, payload):
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
        self.socket.sendall(bytes([0x80 | kind, 0x80 | len(payload)]) + mask + masked)

    def wait_for(self, name, wanted, seconds=30):
        """The orders that events of that name were about, when all that are wanted came, or time is over."""
        deadline = time.time() + seconds
        while True:
            heard = [self.about(event) for event in list(self.events) if event.get("event") == name]
            if wanted <= set(heard) or time.time() > deadline:
                return heard
            time.sleep(0.1)

    @staticmethod
    def about(event):
        data = event.get("data", {})
        return data.get("order_id") or data.get("id")

    def close(self):
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()
