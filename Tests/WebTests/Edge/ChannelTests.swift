import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization
import Testing

@testable import Web

@Suite struct ChannelTests {
    private static let hello = Fixture.get("/hello") { _ in Plain("hello") }
    private static let length = Fixture.post("/length") { Plain("\(try await $0.body.collect().count)") }

    @Test func `a connection lives on, and pipelined requests are answered in order`() async throws {
        let slow = Fixture.get("/slow") { _ in
            try await Task.sleep(for: .milliseconds(50))
            return Plain("slow")
        }
        try await withServer([Self.hello, Self.length, slow]) { server in
            let request =
                "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"
                + "POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                + "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

            let text = try await server.exchange(request)

            let bodies = text.components(after: "\r\n\r\n")
            #expect(text.count(of: "HTTP/1.1 200 OK") == 3)
            #expect(bodies.map { String($0.prefix(5)) } == ["slowH", "3HTTP", "hello"])
            #expect(text.count(of: "Connection: close") == 1)
            #expect(text.hasSuffix("hello"))
        }
    }

    @Test func `many connections are served at once`() async throws {
        try await withServer([Self.hello, Self.length], { $0.perAddress = nil }) { server in
            try await withThrowingTaskGroup { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await server.connect { connection in
                            for number in 1...20 {
                                try await connection.send(
                                    "POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                                )
                                let text = try await connection.receive {
                                    $0.count(of: "\r\n\r\n3") == number
                                }
                                #expect(!text.contains("still open"))
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.edge.active.load(ordering: .relaxed) == 0)
        }
    }

    @Test func `a body in chunks is put together`() async throws {
        try await withServer([Self.length]) { server in
            let text = try await server.exchange(
                "POST /length HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                    + "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"
            )
            #expect(text.hasSuffix("\r\n\r\n7"))
        }
    }

    @Test(arguments: [
        "Content-Length: 9223372036854775808", "Content-Length: 18446744073709551616", "Content-Length: +2",
        "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked\r\nContent-Length: 2",
        "Content-Length: 2\r\nContent-Length: 2", "Transfer-Encoding:\r\n chunked",
    ])
    func `a body whose end can be doubted ends the connection`(framing: String) async throws {
        try await withServer([Self.length]) { server in
            let text = try await server.exchange(
                "POST /length HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
            )
            #expect(text.hasPrefix("HTTP/1.1 400 "))
            #expect(text.count(of: "HTTP/1.1 ") == 1)
        }
    }

    @Test func `100 is said when the body is first read`() async throws {
        try await withServer([Self.length]) { server in
            try await server.connect { connection in
                try await connection.send(
                    "POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"
                )
                let first = try await connection.receive { $0.contains("\r\n\r\n") }
                try await connection.send("abcd")
                let whole = try await connection.receive { $0.hasSuffix("\r\n\r\n4") }

                #expect(first == "HTTP/1.1 100 Continue\r\n\r\n")
                #expect(whole.contains("HTTP/1.1 200 OK"))
                #expect(!whole.contains("Connection: close"))
            }
        }
    }

    @Test func `a refusal comes instead of 100`() async throws {
        try await withServer([Self.length], { $0.limits.bodyBytes = 10 }) { server in
            let text = try await server.exchange(
                "POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\nExpect: 100-continue\r\n\r\n"
            )
            #expect(text.hasPrefix("HTTP/1.1 413 "))
            #expect(text.contains("Connection: close"))
            #expect(text.contains("too_large"))
        }
    }

    @Test func `a huge refused body is not read to its end`() async throws {
        try await withServer([Self.length], { $0.limits.bodyBytes = 1000 }) { server in
            try await server.connect { connection in
                try await connection.send(
                    "POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n"
                        + String(repeating: "x", count: 5000)
                )
                let start = ContinuousClock.now
                let text = try await connection.receive()

                #expect(text.hasPrefix("HTTP/1.1 413 "))
                #expect(text.contains("Connection: close"))
                #expect(!text.contains("<"))
                #expect(ContinuousClock.now - start < .seconds(4))
            }
        }
    }

    @Test func `a small refused body leaves the connection alive`() async throws {
        try await withServer([Self.length, Self.hello], { $0.limits.bodyBytes = 10 }) { server in
            let text = try await server.exchange(
                "POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n"
                    + String(repeating: "x", count: 20)
                    + "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            #expect(text.hasPrefix("HTTP/1.1 413 "))
            #expect(text.hasSuffix("hello"))
        }
    }

    @Test func `a body that drips is given up`() async throws {
        try await withServer(
            [Self.length],
            {
                $0.limits.rateGrace = .milliseconds(200)
                $0.limits.minimumRate = 1000
            }
        ) { server in
            try await server.connect { connection in
                try await connection.send("POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
                let dripping = Task {
                    while !Task.isCancelled {
                        try? await connection.send("x")
                        try await Task.sleep(for: .milliseconds(30))
                    }
                }
                let text = try await connection.receive { $0.contains("request_timeout") }
                dripping.cancel()

                #expect(text.hasPrefix("HTTP/1.1 408 "))
                #expect(text.contains("Connection: close"))
            }
        }
    }

    @Test func `a handler that takes its time is not the caller's fault`() async throws {
        let patient = Fixture.post("/patient") { incoming in
            var count = 0
            for try await part in incoming.body {
                count += part.readableBytes
                try await Task.sleep(for: .milliseconds(100))
            }
            return Plain("\(count)")
        }
        try await withServer(
            [patient],
            {
                $0.limits.rateGrace = .seconds(4)
                $0.limits.minimumRate = 1 << 30
                $0.limits.bodyBytes = 8 << 20
            }
        ) { server in
            let size = 4 << 20
            let text = try await server.exchange(
                "POST /patient HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: \(size)\r\n\r\n"
                    + String(repeating: "x", count: size)
            )
            #expect(text.hasSuffix("\r\n\r\n\(size)"))
        }
    }

    @Test func `headers beyond the limit are 431`() async throws {
        try await withServer([Self.hello]) { server in
            let large = String(repeating: "x", count: 40_000)
            let many = (1...150).map { "X-\($0): a\r\n" }.joined()

            for headers in ["X-Large: \(large)\r\n", many] {
                let text = try await server.exchange("GET /hello HTTP/1.1\r\nHost: a\r\n\(headers)\r\n")
                #expect(text.hasPrefix("HTTP/1.1 431 "))
                #expect(text.contains("headers_too_large"))
            }
        }
    }

    @Test(arguments: [
        "NONSENSE\r\n\r\n", "GET /hello HTTP/1.1\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ])
    func `what is no request is 400`(request: String) async throws {
        try await withServer([Self.hello, Self.length]) { server in
            let text = try await server.exchange(request)
            #expect(text.hasPrefix("HTTP/1.1 400 "))
            #expect(text.contains("Connection: close"))
        }
    }

    @Test func `an idle connection is closed, and so is one whose head never ends`() async throws {
        try await withServer([Self.hello], { $0.limits.idle = .milliseconds(150) }) { server in
            for start in ["", "GET /hello HTTP/1.1\r\nHost: a\r\nX-A"] {
                try await server.connect { connection in
                    if !start.isEmpty { try await connection.send(start) }
                    #expect(try await connection.receive() == "")
                    #expect(connection.isClosedByServer)
                }
            }
        }
    }

    @Test func `HTTP 1 0 is answered and closed`() async throws {
        try await withServer([Self.hello]) { server in
            let text = try await server.exchange("GET /hello HTTP/1.0\r\n\r\n")
            #expect(text.hasPrefix("HTTP/1.0 200 OK"))
            #expect(text.hasSuffix("hello"))
        }
    }

    @Test func `HEAD has the length and no body`() async throws {
        try await withServer([Self.hello]) { server in
            let text = try await server.exchange(
                "HEAD /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            #expect(text.contains("Content-Length: 5\r\n"))
            #expect(text.hasSuffix("\r\n\r\n"))
        }
    }

    @Test func `a caller that closes its side after asking gets the whole answer`() async throws {
        let size = 3 << 20
        let large = Fixture.get("/large") { _ in Plain(String(repeating: "x", count: size), type: "image/png")
        }
        try await withServer([large], { $0.limits.linger = .milliseconds(50) }) { server in
            try await server.connect { connection in
                try await connection.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
                connection.closeOutput()
                let text = try await connection.receive()

                #expect(text.utf8.count > size)
                #expect(text.components(after: "\r\n\r\n").last?.utf8.count == size)
            }
        }
    }

    @Test func `HEAD of a stream has neither length nor body`() async throws {
        let stream = Fixture.get("/stream") { _ in Plain(Reply(200, body: .stream(length: nil) { _ in })) }
        try await withServer([stream]) { server in
            let text = try await server.exchange(
                "HEAD /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            #expect(text.hasSuffix("\r\n\r\n"))
            #expect(!text.contains("Content-Length"))
            #expect(server.edge.active.load(ordering: .relaxed) == 0)
        }
    }

    @Test func `a stream goes out in chunks, and one that fails has no end`() async throws {
        struct Broken: Error {}
        @Sendable func stream(fails: Bool) -> Plain {
            Plain(
                Reply(
                    200,
                    body: .stream(length: nil) { writer in
                        var writer = writer
                        try await writer.write(ByteBuffer(string: "one"))
                        if fails { throw Broken() }
                        try await writer.write(ByteBuffer(string: "two"))
                    }
                )
            )
        }
        let routes = [
            Fixture.get("/good") { _ in stream(fails: false) },
            Fixture.get("/bad") { _ in stream(fails: true) },
        ]
        try await withServer(routes) { server in
            let good = try await server.exchange("GET /good HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let bad = try await server.exchange("GET /bad HTTP/1.1\r\nHost: a\r\n\r\n")
            let old = try await server.exchange("GET /good HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")

            #expect(good.hasSuffix("\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"))
            #expect(!bad.contains("\r\n0\r\n\r\n"))
            #expect(old.hasSuffix("\r\n\r\nonetwo"))
        }
    }

    @Test func `after 101 the connection carries bytes both ways`() async throws {
        let echo = Fixture.get("/echo") { incoming in
            guard incoming.header("upgrade") == "echo" else { throw Problem(.malformed) }
            return Plain(
                Reply(
                    101,
                    headers: [("Upgrade", "echo"), ("Connection", "Upgrade")],
                    body: .stream(length: nil) { writer in
                        var writer = writer
                        for try await bytes in incoming.body {
                            try await writer.write(ByteBuffer(string: "<\(String(buffer: bytes))>"))
                        }
                    }
                )
            )
        }
        try await withServer([echo, Self.hello]) { server in
            try await server.connect { connection in
                let upgrade = "GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"
                try await connection.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n" + upgrade + "early")
                let opened = try await connection.receive { $0.contains("<early>") }
                try await connection.send("later")
                let answered = try await connection.receive { $0.contains("<later>") }
                connection.closeOutput()
                let closed = try await connection.receive()

                #expect(opened.contains("hello"))
                #expect(opened.hasSuffix("<early>"))
                #expect(opened.contains("HTTP/1.1 101 Switching Protocols"))
                #expect(answered.hasSuffix("<later>"))
                #expect(!closed.contains("still open"))
            }
        }
    }

    @Test func `an upgrade nobody wants is answered as usual and the connection closed`() async throws {
        try await withServer([Self.hello, Self.length]) { server in
            let plain = try await server.exchange(
                "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
            )
            let withBody = try await server.exchange(
                "POST /length HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\nab"
            )

            #expect(plain.hasPrefix("HTTP/1.1 200 OK"))
            #expect(plain.hasSuffix("hello"))
            #expect(withBody.hasSuffix("\r\n\r\n2"))
        }
    }

    @Test func `draining lets requests finish and takes no more`() async throws {
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        let (told, tell) = AsyncStream.makeStream(of: Void.self)
        let slow = Fixture.get("/slow") { _ in
            enter.yield()
            for await _ in told { break }
            return Plain("finished")
        }
        try await withServer([slow, Self.hello]) { server in
            try await server.connect { idle in
                async let text = server.exchange("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
                for await _ in entered { break }
                await server.services.triggerGracefulShutdown()
                while !server.edge.isDraining { try await Task.sleep(for: .milliseconds(5)) }
                tell.yield()

                let finished = try await text
                let nothing = try await idle.receive()
                #expect(finished.contains("Connection: close"))
                #expect(finished.hasSuffix("finished"))
                #expect(nothing == "")
                #expect(server.edge.isDraining)
                await #expect(throws: (any Error).self) {
                    try await server.exchange("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                }
            }
        }
    }

    @Test func `a request that outlasts the drain is cut off`() async throws {
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        let endless = Fixture.get("/endless") { _ in
            enter.yield()
            try await Task.sleep(for: .seconds(20))
            return Plain("never")
        }
        let start = ContinuousClock.now
        try await withServer([endless], { $0.drainLimit = .milliseconds(200) }) { server in
            async let text = server.exchange("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
            for await _ in entered { break }
            await server.services.triggerGracefulShutdown()
            let cut = try await text
            #expect(!cut.contains("never"))
        }
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func `TLS is spoken with the certificate of the configuration`() async throws {
        let files = try await SelfSigned.make()
        try await withServer([Self.hello], { $0.tls = files }) { server in
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.trustRoots = .file(files.certificate)
            configuration.certificateVerification = .noHostnameVerification
            let context = try NIOSSLContext(configuration: configuration)

            let text = try await server.connect(tls: context) { connection in
                try await connection.send("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                return try await connection.receive()
            }

            #expect(text.contains("Strict-Transport-Security: max-age="))
            #expect(text.hasSuffix("hello"))
        }
    }
}

extension String {
    func components(after separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).dropFirst().map(String.init)
    }
}
