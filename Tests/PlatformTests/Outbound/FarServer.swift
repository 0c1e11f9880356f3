import Foundation

@testable import Platform

/// A real HTTP server in a process of its own, with the manners that a stranger's server may have.
final class FarServer: Sendable {
    let port: Int
    let root: String
    private let process: Process

    /// With `certificate` and `key` (PEM files) it speaks TLS.
    init(certificate: String? = nil, key: String? = nil) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.script] + [certificate, key].compactMap { $0 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else { throw NoServer() }
        self.port = port
        self.process = process
        root = "\(certificate == nil ? "http" : "https")://127.0.0.1:\(port)"
    }

    deinit {
        process.terminate()
    }

    struct NoServer: Error {}

    /// One for all tests that leave it as it is.
    static func shared() throws -> FarServer { try common.get() }

    private static let common = Result { try FarServer() }

    /// Waits until a request for `path` has come; each path is asked for in one test.
    func hasSeen(_ path: String) async throws {
        let caller = HTTPCaller(threads: 1)
        while try await caller.call(.init("GET", "\(root)/_seen?\(path)")).body == Array("[]".utf8) {
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private static let script = """
        import json, ssl, sys, threading, time
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        seen, busy, peak, lock = {}, {}, {}, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_): pass

            def body(self):
                if self.headers.get("Transfer-Encoding") == "chunked": return None
                return self.rfile.read(int(self.headers.get("Content-Length", 0)))

            def answer(self, status, body=b"", headers={}):
                self.send_response(status)
                for name, value in headers.items(): self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD": self.wfile.write(body)

            def everything(self):
                path, _, query = self.path.partition("?")
                body = self.body()
                if path == "/_seen": return self.answer(200, json.dumps(seen.get(query, [])).encode())
                if path == "/_peak": return self.answer(200, str(peak.get(query, 0)).encode())
                mine = dict(method=self.command, path=self.path, client=self.client_address[1],
                            headers=[[n.lower(), v] for n, v in self.headers.items()],
                            size=len(body or b""), body=(body or b"")[:5000].decode("latin-1"))
                with lock:
                    earlier = len(seen.setdefault(path, []))
                    seen[path].append(mine)
                    busy[path] = busy.get(path, 0) + 1
                    peak[path] = max(peak.get(path, 0), busy[path])
                try: self.behave(path.rsplit("/", 1)[-1], query, mine, earlier)
                finally:
                    with lock: busy[path] -= 1

            def behave(self, name, query, mine, earlier):
                if name == "hang": time.sleep(20); return
                if name == "nap": time.sleep(float(query))
                if name == "drop": self.close_connection = True; return
                if name == "redirect":
                    return self.answer(302, b"elsewhere", {"Location": "/hello"})
                if name == "status": return self.answer(int(query), b"as you wish")
                if name == "later": return self.answer(429, b"not now", {"Retry-After": query})
                if name == "flaky" and earlier < int(query): return self.answer(500, b"not yet\\0")
                if name == "zeros": return self.answer(200, b"0" * int(query))
                if name == "endless":
                    self.send_response(200); self.send_header("Connection", "close"); self.end_headers()
                    try:
                        while True: self.wfile.write(b"x" * 65536)
                    except OSError: return
                self.answer(200, json.dumps(mine).encode(), {"Content-Type": "application/json", "X-Twice": "a"})

            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = everything

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

        server = Server(("127.0.0.1", 0), Handler)
        if len(sys.argv) > 2:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[1], sys.argv[2])
            server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """
}

/// A certificate for 127.0.0.1 that nobody else trusts, with its key, in a folder that goes with it.
final class OwnCertificate: Sendable {
    let folder: URL
    var certificate: String { folder.appendingPathComponent("cert.pem").path }
    var key: String { folder.appendingPathComponent("key.pem").path }

    init() async throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("portico-tls-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
            "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
            folder.appendingPathComponent("key.pem").path,
            "-out", folder.appendingPathComponent("cert.pem").path,
        ]
        process.standardError = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { (end: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in end.resume() }
            do { try process.run() } catch { end.resume(throwing: error) }
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }
}
