import Kernel
import Testing

@testable import Web

@Suite struct ConnectionLimiterTests {
    private static let hello = Fixture.get("/hello") { _ in Plain("hello") }
    private static let slow = Fixture.get("/slow") { _ in
        try await Task.sleep(for: .seconds(4))
        return Plain("slow")
    }
    private static let beginning = "GET /hello HTTP/1.1\r\nHost: a\r\nX-A"
    private static func whole(_ path: String = "/hello", _ name: String? = nil) -> String {
        let token = name.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        return "GET \(path) HTTP/1.1\r\nHost: a\r\n\(token)\r\n"
    }

    @Test func `whoever holds heads half said makes room for the next of their address`() async throws {
        try await withServer([Self.hello], { $0.limits.perAddress = 5 }) { server in
            try await withHeld(20, server, Self.beginning) { held in
                let text = try await server.exchange(Self.whole()) { $0.hasSuffix("hello") }
                #expect(text.hasPrefix("HTTP/1.1 200"))
                for _ in 0..<400 where held.count(where: \.isClosedByServer) < 15 {
                    try await Task.sleep(for: .milliseconds(5))
                }
                #expect(held.count { !$0.isClosedByServer } <= 5)
            }
        }
    }

    @Test func `a full house sends the stranger away who was quiet longest, and keeps who is known`()
        async throws
    {
        try await withServer(
            [Self.hello],
            {
                $0.limits.connections = 6; $0.limits.perAddress = nil
            }
        ) { server in
            try await withHeld(3, server, Self.whole("/hello", "giulia")) { known in
                for connection in known { _ = try await connection.receive { $0.hasSuffix("hello") } }
                try await withHeld(3, server, Self.beginning) { _ in
                    for _ in 0..<5 {
                        let text = try await server.exchange(Self.whole()) { $0.hasSuffix("hello") }
                        #expect(text.hasPrefix("HTTP/1.1 200"))
                    }
                    #expect(known.allSatisfy { !$0.isClosedByServer })
                }
            }
        }
    }

    @Test func `those with a good token are no strangers, up to so many an account`() async throws {
        let limits: @Sendable (inout ServerConfiguration) -> Void = {
            $0.limits.perAddress = 4
            $0.limits.perSubject = 3
        }
        try await withServer([Self.hello], limits) { server in
            try await nested(10, server, { Self.whole("/hello", "shop\($0)") }) { open in
                #expect(open.allSatisfy { !$0.isClosedByServer }, "ten accounts of one address")
            }
            try await nested(10, server, { _ in Self.whole("/hello", "one") }) { open in
                #expect(open.count { !$0.isClosedByServer } == 7, "three known, and four as strangers")
            }
        }
    }

    @Test func `when all of an address are busy the next is closed`() async throws {
        try await withServer([Self.hello, Self.slow], { $0.limits.perAddress = 3 }) { server in
            try await withHeld(3, server, Self.whole("/slow")) { busy in
                try await Task.sleep(for: .seconds(1))
                let refused = (try? await server.exchange(Self.whole())) ?? ""
                #expect(!refused.contains("200 OK"))
                for connection in busy {
                    let text = try await connection.receive { $0.hasSuffix("slow") }
                    #expect(text.hasPrefix("HTTP/1.1 200"))
                }
            }
        }
    }

    @Test func `trusted proxies are not counted`() async throws {
        let limits: @Sendable (inout ServerConfiguration) -> Void = {
            $0.limits.perAddress = 2
            $0.trustedProxies = [AddressRange("127.0.0.1")].compactMap(\.self)
        }
        try await withServer([Self.hello], limits) { server in
            try await nested(8, server, { _ in Self.whole() }) { open in
                #expect(open.allSatisfy { !$0.isClosedByServer })
            }
        }
    }

    @Test func `a head that was begun has ten seconds, on a connection that has served before too`()
        async throws
    {
        // On a busy machine the sleep may take longer than a quiet connection is kept.
        let limits: @Sendable (inout ServerConfiguration) -> Void = {
            $0.limits.head = .seconds(2)
            $0.limits.idle = .seconds(600)
        }
        try await withServer([Self.hello], limits) { server in
            try await server.connect { connection in
                try await connection.send(Self.whole())
                _ = try await connection.receive { $0.hasSuffix("hello") }
                try await Task.sleep(for: .milliseconds(2500))
                #expect(!connection.isClosedByServer, "quiet connections may wait longer")
                try await connection.send(Self.beginning)
                for _ in 0..<2000 where !connection.isClosedByServer {
                    try await Task.sleep(for: .milliseconds(5))
                }
                #expect(connection.isClosedByServer)
            }
        }
    }

    @Test(arguments: [(120, 56), (1_024, 768), (20_000, 18_976), (1_048_576, 20_000), (40, 16)])
    func `connections leave files for the rest`(files: Int, connections: Int) {
        #expect(OpenFiles.connections(of: files, atMost: 20_000) == connections)
        #expect(OpenFiles.raiseLimit() > 0)
    }

    /// Connections opened one after the other, each answered before the next.
    private func nested(
        _ count: Int,
        _ server: RunningServer,
        _ request: @escaping @Sendable (Int) -> String,
        _ open: [RawConnection] = [],
        _ body: @escaping @Sendable ([RawConnection]) async throws -> Void
    ) async throws {
        guard count > 0 else { return try await body(open) }
        try await server.connect { connection in
            try await connection.send(request(count))
            _ = try await connection.receive { $0.hasSuffix("hello") }
            try await nested(count - 1, server, request, open + [connection], body)
        }
    }

    /// Connections that have said the same thing and stay.
    private func withHeld(
        _ count: Int,
        _ server: RunningServer,
        _ text: String?,
        _ open: [RawConnection] = [],
        _ body: @escaping @Sendable ([RawConnection]) async throws -> Void
    ) async throws {
        guard count > 0 else {
            try await Task.sleep(for: .milliseconds(100))
            return try await body(open)
        }
        try await server.connect { connection in
            if let text { try? await connection.send(text) }
            try await withHeld(count - 1, server, text, open + [connection], body)
        }
    }
}
