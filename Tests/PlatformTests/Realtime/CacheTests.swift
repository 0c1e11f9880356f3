import Foundation
import Glibc
import Kernel
import Synchronization
import TestKit
import Testing

@testable import Platform

/// `scripts/with-redis` gives the tests one; without it only memory is tested.
private let redis = ProcessInfo.processInfo.environment["PORTICO_TEST_REDIS"].flatMap(RedisLocation.init)

@Suite("a cache")
struct CacheTests {
    private func caches() -> [Cache] {
        [Cache("test\(UInt64.random(in: 0 ... .max))")]
            + (redis.map { [Cache("test\(UInt64.random(in: 0 ... .max))", in: Redis($0))] } ?? [])
    }

    @Test func `keeps what was made under its key until its time is over`() async throws {
        for cache in caches() {
            let made = Mutex(0)
            func get(_ key: String, _ time: Duration = .seconds(60)) async throws -> [Int] {
                try await cache.value(for: key, keeping: time) {
                    [
                        made.withLock { made in
                            made += 1; return made
                        }
                    ]
                }
            }
            #expect(try await get("k@1") == [1])
            #expect(try await get("k@1") == [1])
            #expect(try await get("k@2", .milliseconds(1)) == [2], "another generation is another value")
            try await Task.sleep(for: .milliseconds(20))
            #expect(try await get("k@2") == [3])
            #expect(try await get("k@1") == [1])
        }
    }

    @Test func `a failure is not kept, nor is what cannot be read a failure`() async throws {
        for cache in caches() {
            await #expect(throws: TestFailure.self) {
                _ = try await cache.value(for: "k", keeping: .seconds(60)) { () -> Int in
                    throw TestFailure("not now")
                }
            }
            #expect(try await cache.value(for: "k", keeping: .seconds(60)) { 1 } == 1)
            #expect(
                try await cache.value(for: "k", keeping: .seconds(60)) { ["another version"] } == [
                    "another version"
                ]
            )
        }
    }

    @Test(.enabled(if: redis != nil))
    func `two processes share what Redis keeps, and two products nothing`() async throws {
        let location = try #require(redis)
        let name = "test\(UInt64.random(in: 0 ... .max))"
        let (here, there) = (Cache(name, in: Redis(location)), Cache(name, in: Redis(location)))
        #expect(try await here.value(for: "k", keeping: .seconds(60)) { 1 } == 1)
        #expect(try await there.value(for: "k", keeping: .seconds(60)) { 2 } == 1)
        let other = Cache(name + "b", in: Redis(location))
        #expect(try await other.value(for: "k", keeping: .seconds(60)) { 3 } == 3)
    }

    @Test func `stays within its bounds`() async throws {
        let small = Cache("small", most: 1_000)
        for number in 0..<100 {
            let value = String(repeating: "x", count: 100)
            #expect(try await small.value(for: "\(number)", keeping: .seconds(60)) { value } == value)
        }
        let kept = try await (0..<100).asyncCount { number in
            try await small.value(for: "\(number)", keeping: .seconds(60)) { "new" } != "new"
        }
        #expect(kept < 10)
    }

    @Test func `a Redis that is away, or hangs, is as good as empty, and costs hardly any time`() async throws
    {
        let (file, deaf) = try Deaf.listen()
        defer { close(file) }
        for port in [1, deaf] {
            let cache = Cache("away", in: Redis(try #require(RedisLocation("redis://127.0.0.1:\(port)"))))
            let begun = ContinuousClock.now
            for number in 0..<20 {
                #expect(try await cache.value(for: "k", keeping: .seconds(60)) { number } == number)
            }
            #expect(.now - begun < .seconds(8), "its patience twenty times is ten seconds")
        }
    }
}

/// Someone who lets everybody connect and never says anything.
enum Deaf {
    static func listen() throws -> (file: Int32, port: Int) {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(file, address, size) == 0 && Glibc.listen(file, 128) == 0
                    && getsockname(file, address, &size) == 0
            }
        }
        guard isOpen else { throw TestFailure("no port") }
        return (file, Int(UInt16(bigEndian: address.sin_port)))
    }
}

extension Sequence {
    fileprivate func asyncCount(_ isMeant: (Element) async throws -> Bool) async throws -> Int {
        var count = 0
        for element in self where try await isMeant(element) { count += 1 }
        return count
    }
}
