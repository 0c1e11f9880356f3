import Foundation
import Kernel
import Store
import Synchronization
import TestKit
import Testing

@testable import Platform

/// `scripts/with-redis` gives the tests one; without it they are skipped.
private let redis = ProcessInfo.processInfo.environment["PORTICO_TEST_REDIS"].flatMap(RedisLocation.init)

@Suite("Redis")
struct RedisTests {
    @Test("an address is read, or refused")
    func addresses() {
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

    @Test("answers are read however they are cut")
    func parsing() throws {
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

    @Test("it is asked by many at once, and says what it cannot do", .enabled(if: redis != nil))
    func asking() async throws {
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

    @Test("when it is away one is told at once")
    func away() async throws {
        let client = Redis(try #require(RedisLocation("redis://127.0.0.1:1")))
        for _ in 0..<3 { await #expect(throws: RedisFailure.self) { try await client.run("PING") } }
    }

    @Test("what is said in a channel is heard", .enabled(if: redis != nil))
    func subscribing() async throws {
        let client = Redis(try #require(redis))
        var heard = client.subscribe(to: "test.channel").makeAsyncIterator()
        let greeting = await heard.next()
        try await client.run("PUBLISH", "test.channel", "hello")
        let message = await heard.next()
        #expect(greeting == "" && message == "hello")
    }

    @Test("an event reaches a process that the database does not tell", .enabled(if: redis != nil))
    func events() async throws {
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
            try await Task.sleep(for: .milliseconds(500))
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

@Suite("a cache")
struct CacheTests {
    private func caches() throws -> [Cache] {
        [Cache("test\(UInt64.random(in: 0 ... .max))")]
            + (redis.map { [Cache("test\(UInt64.random(in: 0 ... .max))", in: Redis($0))] } ?? [])
    }

    @Test("keeps what was made until its tag is invalidated or its time is over")
    func keeping() async throws {
        for cache in try caches() {
            let made = Mutex(0)
            func get(_ time: Duration = .seconds(60)) async throws -> [UInt8] {
                try await cache.value(for: "k", tags: ["a", "b"], keeping: time) {
                    made.withLock { $0 += 1 }
                    return Array("\(made.withLock { $0 })".utf8)
                }
            }
            #expect(try await get() == Array("1".utf8))
            #expect(try await get() == Array("1".utf8))
            await cache.invalidate("b")
            #expect(try await get(.milliseconds(1)) == Array("2".utf8))
            try await Task.sleep(for: .milliseconds(20))
            #expect(try await get() == Array("3".utf8))
            await cache.invalidate("c")
            #expect(try await get() == Array("3".utf8))
        }
    }

    @Test("what was read before a change and is written after it is not found")
    func race() async throws {
        for cache in try caches() {
            let old = try await cache.value(for: "k", tags: ["t"], keeping: .seconds(60)) {
                await cache.invalidate("t")
                return [1]
            }
            #expect(old == [1])
            #expect(try await cache.value(for: "k", tags: ["t"], keeping: .seconds(60)) { [2] } == [2])
        }
    }

    @Test("stays within its bounds, and a Redis that is away is as good as empty")
    func bounds() async throws {
        let small = Cache("small", most: 1_000)
        for number in 0..<100 {
            let value = [UInt8](repeating: 1, count: 100)
            #expect(
                try await small.value(for: "\(number)", tags: [], keeping: .seconds(60)) { value } == value
            )
        }
        let away = Cache("away", in: Redis(try #require(RedisLocation("redis://127.0.0.1:1"))))
        #expect(try await away.value(for: "k", tags: ["t"], keeping: .seconds(60)) { [1] } == [1])
        #expect(try await away.value(for: "k", tags: ["t"], keeping: .seconds(60)) { [2] } == [2])
        await away.invalidate("t")
    }
}

extension RealtimeMember {
    static func listening(
        in rooms: Set<RealtimeRoom>,
        _ tell: @escaping @Sendable (RealtimeEvent) -> Void
    ) -> RealtimeMember {
        RealtimeMember(
            authorization: "",
            actor: .nobody,
            expires: Instant(seconds: 1 << 40),
            rooms: rooms,
            recheckAt: .now + .seconds(3_600),
            tell: tell,
            dismiss: { _ in }
        )
    }
}
