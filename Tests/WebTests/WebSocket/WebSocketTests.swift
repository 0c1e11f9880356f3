import Kernel
import ServiceLifecycle
import Synchronization
import TestKit
import Testing

@testable import Web

@Suite("a WebSocket")
struct WebSocketTests {
    /// Says everything back.
    private static func echo(_ change: (inout WebSocketOptions) -> Void = { _ in }) -> Route<TestCall> {
        var options = WebSocketOptions()
        options.closeTimeout = .milliseconds(300)
        change(&options)
        return GetSocket(
            "/echo",
            { [options] (_: TestCall, handshake: WebSocketHandshake) in
                WebSocketReply(handshake, options, speaking: ["portico"]) { socket in
                    while let message = await socket.next() { await socket.send(message) }
                }
            },
            Fixture.open,
            "A test."
        )
    }

    private static let closed: Route<TestCall> = GetSocket(
        "/closed",
        { (_: TestCall, handshake: WebSocketHandshake) in
            WebSocketReply(handshake) { socket in while await socket.next() != nil {} }
        },
        Fixture.closed,
        "A test."
    )

    @Test func `says messages back, whole or in fragments, and answers pings between them`() async throws {
        try await withServer([Self.echo()]) { server in
            let client = try await SocketClient.connect(to: server.port, "/echo")
            #expect(
                client.head.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
                "RFC 6455's own example"
            )
            client.send("ciao ✓")
            client.send(opcode: 1, Array("due ".utf8), isFinal: false)
            client.send(opcode: 9, [7])
            client.send(opcode: 0, Array("pezzi".utf8))
            try await client.wait { $0.texts.count == 2 && $0.pongs == 1 }
            #expect(client.texts == ["ciao ✓", "due pezzi"])
            #expect(client.pongs == 1)
            client.close(4000)
            try await client.wait(until: \.isGone)
            #expect(client.closed == 4000)
            #expect(client.isGone, "the server closes the connection")
        }
    }

    @Test func `no WebSocket is asked for: 426 as a problem; nobody is there: 401`() async throws {
        try await withServer([Self.echo(), Self.closed]) { server in
            let plain = try await server.exchange(
                "GET /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            #expect(plain.hasPrefix("HTTP/1.1 426"))
            #expect(plain.contains("upgrade: websocket") && plain.contains("sec-websocket-version: 13"))
            #expect(plain.contains("application/problem+json") && plain.contains("upgrade_required"))
            let refused = await #expect(throws: SocketClient.Refused.self) {
                _ = try await SocketClient.connect(to: server.port, "/closed")
            }
            #expect(refused?.status == 401)
            #expect(refused?.body.contains("unauthenticated") == true)
        }
    }

    @Test
    func `a token may stand in the query or among the protocols, and no other token goes before the header`()
        async throws
    {
        try await withServer([Self.closed]) { server in
            let query = try await SocketClient.connect(to: server.port, "/closed?token=anna")
            #expect(query.head.hasPrefix("HTTP/1.1 101"))
            let offer = ["Sec-WebSocket-Protocol": "bearer.anna, portico"]
            let offered = try await SocketClient.connect(to: server.port, "/closed", headers: offer)
            #expect(!offered.head.contains("anna"), "the token is not said back")
        }
    }

    @Test func `the first protocol that is known is spoken`() async throws {
        try await withServer([Self.echo()]) { server in
            let offer = ["Sec-WebSocket-Protocol": "other, portico"]
            let client = try await SocketClient.connect(to: server.port, "/echo", headers: offer)
            #expect(client.head.contains("Sec-WebSocket-Protocol: portico"))
        }
    }

    @Test(
        arguments: [
            ([0x81, 0x02, 0x41, 0x42], 1002, "not masked"),
            ([0xF1, 0x80, 0, 0, 0, 0], 1002, "reserved bits"),
            ([0x83, 0x80, 0, 0, 0, 0], 1002, "reserved opcode"),
            ([0x80, 0x80, 0, 0, 0, 0], 1002, "nothing to continue"),
            ([0x09, 0x80, 0, 0, 0, 0], 1002, "a ping in fragments"),
            ([0x89, 0xFE, 0, 126, 0, 0, 0, 0], 1002, "a ping too long"),
            ([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xED], 1002, "a close with 1005"),
            ([0x81, 0x81, 0, 0, 0, 0, 0xFF], 1007, "not UTF-8"),
            ([0x01, 0x82, 0, 0, 0, 0, 0xED, 0xA0], 1007, "a surrogate, in the first fragment"),
            ([0x82, 0xFF, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0], 1009, "too long"),
            (
                [0x82, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], 1009,
                "longer than numbers go"
            ),
        ] as [([UInt8], Int, String)]
    )
    func `protocol violations close the connection with their code`(
        bytes: [UInt8],
        code: Int,
        why: String
    ) async throws {
        try await withServer([Self.echo()]) { server in
            let client = try await SocketClient.connect(to: server.port, "/echo")
            client.send(raw: bytes)
            try await client.wait(until: \.isGone)
            #expect(client.closed == code, "\(why)")
            #expect(client.isGone)
        }
    }

    @Test func `fragments do not get past the limit either`() async throws {
        try await withServer([Self.echo { $0.maxMessage = 1_000 }]) { server in
            let client = try await SocketClient.connect(to: server.port, "/echo")
            client.send(opcode: 2, [UInt8](repeating: 1, count: 600), isFinal: false)
            client.send(opcode: 0, [UInt8](repeating: 1, count: 600))
            try await client.wait { $0.closed != nil }
            #expect(client.closed == 1009)
        }
    }

    @Test func `a client that does not read is closed, and nothing piles up`() async throws {
        let refused = Mutex(0)
        let ended = Mutex(false)
        let isCut = Mutex(false)
        let flood: Route<TestCall> = GetSocket(
            "/flood",
            { (_: TestCall, handshake: WebSocketHandshake) in
                var options = WebSocketOptions()
                options.maxQueuedBytes = 64 << 10
                options.closeTimeout = .milliseconds(300)
                return WebSocketReply(handshake, options) { socket in
                    let message = WebSocketMessage.text(String(repeating: "x", count: 8_192))
                    for _ in 0..<10_000 {
                        if !socket.offer(message) { refused.withLock { $0 += 1 } }
                        if socket.isClosing { break }
                        await Task.yield()
                    }
                    ended.withLock { $0 = true }
                    while await socket.next() != nil {}
                    isCut.withLock { $0 = true }
                }
            },
            Fixture.open,
            "A test."
        )
        try await withServer([flood]) { server in
            let client = try await SocketClient.connect(
                to: server.port,
                "/flood",
                reads: false,
                receiveBuffer: 4_096
            )
            try await client.wait { _ in ended.withLock { $0 } }
            #expect(refused.withLock { $0 } == 1, "it was closed at the first message that did not fit")
            #expect(try await client.wait { _ in isCut.withLock { $0 } })
            client.read()
            try await client.wait(until: \.isGone)
            #expect(
                client.isGone && [nil, 1013].contains(client.closed),
                "cut off, or told why where it read after all"
            )
        }
    }

    @Test func `a sender that waits is held back by the client's pace and loses nothing`() async throws {
        let sent = Mutex(0)
        let poured = Mutex<WebSocket?>(nil)
        let pour: Route<TestCall> = GetSocket(
            "/pour",
            { (_: TestCall, handshake: WebSocketHandshake) in
                var options = WebSocketOptions()
                options.maxQueuedBytes = 64 << 10
                return WebSocketReply(handshake, options) { socket in
                    poured.withLock { $0 = socket }
                    for number in 0..<2_000 {
                        await socket.send(.text("\(number) " + String(repeating: "x", count: 8_000)))
                        sent.withLock { $0 += 1 }
                    }
                }
            },
            Fixture.open,
            "A test."
        )
        try await withServer([pour]) { server in
            let client = try await SocketClient.connect(
                to: server.port,
                "/pour",
                reads: false,
                receiveBuffer: 4_096
            )
            let isHeld = try await client.wait { _ in poured.withLock { $0?.outbox.isWaitedFor == true } }
            #expect(isHeld)
            #expect(sent.withLock { $0 } < 2_000, "16 MB do not fit anywhere")
            client.read()
            try await client.wait { $0.texts.count == 2_000 }
            #expect(client.texts.count == 2_000)
            #expect(client.texts.last?.hasPrefix("1999 ") == true)
        }
    }

    @Test func `a client that is silent is pinged, again and again as long as it answers`() async throws {
        let quick = Self.echo {
            $0.pingInterval = .milliseconds(100)
            $0.pingTimeout = .seconds(4)
        }
        try await withServer([quick]) { server in
            let client = try await SocketClient.connect(to: server.port, "/echo")
            try await client.wait { $0.pings >= 2 }
            #expect(client.pings >= 2 && !client.isGone)
        }
    }

    @Test func `a client that does not answer a ping is cut off`() async throws {
        let isCut = Mutex(false)
        let quick: Route<TestCall> = GetSocket(
            "/quick",
            { (_: TestCall, handshake: WebSocketHandshake) in
                var options = WebSocketOptions()
                options.pingInterval = .milliseconds(100)
                options.pingTimeout = .milliseconds(200)
                options.closeTimeout = .milliseconds(300)
                return WebSocketReply(handshake, options) { socket in
                    while await socket.next() != nil {}
                    isCut.withLock { $0 = true }
                }
            },
            Fixture.open,
            "A test."
        )
        try await withServer([quick]) { server in
            let client = try await SocketClient.connect(to: server.port, "/quick", reads: false)
            // The client does not read, and so does not answer, before the server has given it up.
            #expect(try await client.wait { _ in isCut.withLock { $0 } })
            client.read()
            try await client.wait(until: \.isGone)
            #expect(client.isGone && client.pings == 1)
        }
    }

    @Test func `a server that stops says 1001 to everyone, and does not wait for long`() async throws {
        try await withServer([Self.echo()]) { server in
            let client = try await SocketClient.connect(to: server.port, "/echo")
            let silent = try await SocketClient.connect(to: server.port, "/echo", reads: false)
            client.send("here")
            try await client.wait { $0.texts == ["here"] }
            await server.services.triggerGracefulShutdown()
            try await client.wait(until: \.isGone)
            #expect(client.closed == 1001)
            silent.read()
            try await silent.wait(until: \.isGone)
            #expect(silent.isGone)
        }
    }

    @Test func `it is no request that is being answered, and the API document tells of it`() async throws {
        try await withServer([Self.echo()]) { server in
            let client = try await SocketClient.connect(to: server.port, "/echo")
            client.send("x")
            try await client.wait { $0.texts == ["x"] }
            #expect(server.edge.active.load(ordering: .relaxed) == 0)
        }
        let document = Self.echo().operation
        #expect(document.success.status == 101)
        #expect(document.problems.contains(.upgradeRequired))
    }
}
