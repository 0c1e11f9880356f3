import Foundation
import Kernel
import Store
import Synchronization
import TestKit
import Testing
import Web

@testable import Platform

/// `scripts/with-redis` gives the tests one; without it they are skipped.
private let redis = ProcessInfo.processInfo.environment["PORTICO_TEST_REDIS"].flatMap(RedisLocation.init)

@Suite("Redis")
struct RedisTests {
    @Test func `an address is read, or refused`() {
        let full = RedisLocation("redis://anna:se:cret@redis.local:6380/3")
        #expect(full?.host == "redis.local" && full?.port == 6380 && full?.database == 3)
        #expect(full?.user == "anna" && full?.password == "se:cret")
        #expect(RedisLocation("redis://localhost")?.port == 6379)
        for bad in [
            "http://x", "redis://", "redis://x:99999", "redis://x/-1", "redis://x/y", "redis://user@x",
        ] {
            #expect(RedisLocation(bad) == nil, "\(bad)")
        }
    }

    @Test func `answers are read however they are cut`() throws {
        let bytes = Array("*5\r\n$3\r\nfoo\r\n:-7\r\n$-1\r\n+OK\r\n*2\r\n-ERR no\r\n$0\r\n\r\n".utf8)
        let wanted = RedisValue.list([
            .bytes(Array("foo".utf8)), .integer(-7), .null, .status("OK"),
            .list([.failure("ERR no"), .bytes([])]),
        ])
        for cut in 0...bytes.count {
            var parser = RedisParser()
            parser.feed(Array(bytes[..<cut]))
            var value = try parser.next()
            parser.feed(Array(bytes[cut...]))
            if value == nil { value = try parser.next() }
            let rest = try parser.next()
            #expect(value == wanted && rest == nil, "cut at \(cut)")
        }
        var parser = RedisParser()
        parser.feed(Array("HTTP/1.1 200 OK\r\n".utf8))
        #expect(throws: RedisFailure.self) { try parser.next() }
    }

    @Test(.enabled(if: redis != nil))
    func `it is asked by many at once, and says what it cannot do`() async throws {
        let client = Redis(try #require(redis))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let value = [UInt8](repeating: UInt8(number), count: number * 500)
                    _ = try await client.run(["SET", "test:\(number)"].map { Array($0.utf8) } + [value])
                    #expect(try await client.run("GET", "test:\(number)").bytes == value)
                }
            }
            try await group.waitForAll()
        }
        await #expect(throws: RedisFailure.self) { try await client.run("NONSENSE") }
        #expect(try await client.run("PING") == .status("PONG"))
    }

    @Test func `calls fail at once while it is unreachable`() async throws {
        let client = Redis(try #require(RedisLocation("redis://127.0.0.1:1")))
        for _ in 0..<3 { await #expect(throws: RedisFailure.self) { try await client.run("PING") } }
    }

    @Test func `one that takes questions and answers none is not waited for twice`() async throws {
        let (file, port) = try Deaf.listen()
        defer { close(file) }
        let client = Redis(try #require(RedisLocation("redis://127.0.0.1:\(port)")))
        let begun = ContinuousClock.now
        for _ in 0..<20 { await #expect(throws: RedisFailure.self) { try await client.run("PING") } }
        #expect(.now - begun < .seconds(8), "its patience twenty times is ten seconds")
    }

    @Test(.enabled(if: redis != nil))
    func `a message in a channel is received`() async throws {
        let client = Redis(try #require(redis))
        var heard = client.subscribe(to: "test.channel").makeAsyncIterator()
        let greeting = await heard.next()
        try await client.run("PUBLISH", "test.channel", "hello")
        let message = await heard.next()
        #expect(greeting == "" && message == "hello")
    }

    @Test(.enabled(if: redis != nil))
    func `an event reaches a process that the database does not tell`() async throws {
        let world = try await Newsstand.world()
        guard world.db.dialect == .postgres else { return }
        let (site, client) = (world.site, Redis(try #require(redis)))
        var deaf = RealtimeHub.Options()
        deaf.listens = false
        deaf.poll = .seconds(3_600)
        let here = RealtimeHub(site.product, site.db, site.tokens, client, now: site.now, site.log)
        let there = RealtimeHub(
            site.product,
            site.db,
            site.tokens,
            client,
            options: deaf,
            now: site.now,
            site.log
        )
        let told = Mutex<[String]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await here.run() }
            group.addTask { try await there.run() }
            try await there.begin()
            try await client.waits(for: 2, on: there.channel)
            _ = there.join(
                .listening(in: [.readers]) { event in told.withLock { $0.append(event.name) } },
                since: 0
            ) { _ in }
            try await world.publish("far", to: [.readers])
            for _ in 0..<1_000 where told.withLock({ $0.isEmpty }) {
                try await Task.sleep(for: .milliseconds(10))
            }
            group.cancelAll()
        }
        #expect(told.withLock { $0 } == ["far"])
    }
}

extension Redis {
    /// Until so many listen to a channel.
    fileprivate func waits(for count: Int64, on channel: String) async throws {
        for _ in 0..<1_000 {
            if case .list(let parts) = try await run("PUBSUB", "NUMSUB", channel),
                parts.last == .integer(count)
            {
                return
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

extension RealtimeMember {
    static func listening(
        in rooms: Set<RealtimeRoom>,
        moves: Int = 0,
        dismiss: @escaping @Sendable (WebSocketClose) -> Void = { _ in },
        _ tell: @escaping @Sendable (RealtimeEvent) -> Void
    ) -> RealtimeMember {
        RealtimeMember(
            authorization: "",
            actor: .nobody,
            expires: Instant(seconds: 1 << 40),
            rooms: rooms,
            moves: moves,
            recheckAt: .now + .seconds(3_600),
            tell: tell,
            dismiss: dismiss
        )
    }
}
