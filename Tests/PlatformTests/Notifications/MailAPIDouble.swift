import Foundation
import Kernel
import TestKit

/// A stand-in for the HTTP APIs that take mails: it checks that a request is whole, and remembers it.
final class MailAPIDouble: Sendable {
    let root: String
    private let process: Process
    private let folder: URL

    init(answering status: Int = 202) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "mail-api-\(UInt64.random(in: 0 ... .max))"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.script, String(status), folder.path + "/last"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw TestFailure("the double did not start")
        }
        self.process = process
        root = "http://127.0.0.1:\(port)"
    }

    deinit {
        process.terminate()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The last request that was whole.
    func last() throws -> JSONValue {
        try JSONValue(parsing: Array(Data(contentsOf: folder.appendingPathComponent("last"))))
    }

    private static let script = """
        import hashlib, hmac, json, sys
        from http.server import BaseHTTPRequestHandler, HTTPServer

        def mac(key, text): return hmac.new(key, text.encode(), hashlib.sha256).digest()

        # Signature Version 4 of what was received, with the key that tests use.
        def signature(handler, body):
            words = handler.headers.get("Authorization", "")
            if not words.startswith("AWS4-HMAC-SHA256 "): return None
            parts = dict(part.split("=", 1) for part in words[17:].split(", "))
            _, day, region, service, _ = parts["Credential"].split("/")
            names = parts["SignedHeaders"].split(";")
            if not {"host", "x-amz-date"} <= set(names): return "host or date is not signed"
            lines = "".join(name + ":" + handler.headers[name].strip() + "\\n" for name in names)
            canonical = "\\n".join([handler.command, handler.path, "", lines, ";".join(names),
                                   hashlib.sha256(body).hexdigest()])
            scope = "/".join([day, region, service, "aws4_request"])
            text = "\\n".join(["AWS4-HMAC-SHA256", handler.headers["x-amz-date"], scope,
                              hashlib.sha256(canonical.encode()).hexdigest()])
            key = b"AWS4a secret"
            for part in [day, region, service, "aws4_request"]: key = mac(key, part)
            return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_): pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                seen = {"method": self.command, "path": self.path, "json": json.loads(body),
                        "signature": signature(self, body), "sha256": hashlib.sha256(body).hexdigest(),
                        "headers": {name.lower(): value for name, value in self.headers.items()}}
                with open(sys.argv[2], "w") as file: json.dump(seen, file)
                answer = json.dumps({"MessageId": "ses-1", "errors": [{"message": "no"}]}).encode()
                self.send_response(int(sys.argv[1]))
                self.send_header("X-Message-Id", "sg-1")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        server = HTTPServer(("127.0.0.1", 0), Handler)
        print(server.server_port, flush=True)
        server.serve_forever()
        """
}
