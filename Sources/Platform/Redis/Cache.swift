import Kernel
import Synchronization

/// Results of costly computations, kept for a short while: in this process or, with Redis, for all processes.
///
/// Entries are never invalidated. A key contains everything its value depends on: the reader's scope, the
/// question, and the generation of the data as counted by the database. So outdated values are no longer
/// found in any process, and expire by themselves.
package final class Cache: Sendable {
    fileprivate struct Entry {
        let bytes: [UInt8]
        let until: ContinuousClock.Instant
    }

    fileprivate struct Local {
        var entries: [String: Entry] = [:]
        var size = 0
    }

    private let name: String
    private let redis: Redis?
    private let most: Int
    private let local = Mutex(Local())

    /// `most` bytes in memory; Redis has its own limits.
    package init(_ name: String, in redis: Redis? = nil, most: Int = 32 << 20) {
        self.name = name
        self.redis = redis
        self.most = most
    }

    /// The cached value, or the result of `make`, which is then cached.
    ///
    /// An unreachable Redis counts as empty, and so does an unreadable entry of another server version.
    package func value<Value: Codable & Sendable>(
        for key: String,
        keeping time: Duration,
        _ make: () async throws -> Value
    ) async throws -> Value {
        let key = "\(name):\(key)"
        if let known = await get(key), let value = try? JSON.decode(Value.self, from: known) { return value }
        let fresh = try await make()
        await put(key, try JSON.encode(fresh), time)
        return fresh
    }

    private func get(_ key: String) async -> [UInt8]? {
        if let redis { return (try? await redis.run("GET", key))?.bytes }
        return local.withLock { local in
            guard let entry = local.entries[key], entry.until > .now else { return nil }
            return entry.bytes
        }
    }

    private func put(_ key: String, _ bytes: [UInt8], _ time: Duration) async {
        if let redis {
            let milliseconds = String(max(1, time.micros / 1_000))
            let words =
                ["SET", key].map { Array($0.utf8) } + [bytes] + ["PX", milliseconds].map { Array($0.utf8) }
            _ = try? await redis.run(words)
            return
        }
        local.withLock { local in
            local.remove(key)
            if local.size + bytes.count > most { local.makeRoom(for: bytes.count, in: most) }
            guard local.size + bytes.count <= most else { return }
            local.entries[key] = Entry(bytes: bytes, until: .now + time)
            local.size += bytes.count
        }
    }
}

extension Cache.Local {
    fileprivate mutating func remove(_ key: String) {
        if let entry = entries.removeValue(forKey: key) { size -= entry.bytes.count }
    }

    /// Removes expired entries first, then half of the rest, so that the cost is spread over many insertions.
    fileprivate mutating func makeRoom(for bytes: Int, in most: Int) {
        let now = ContinuousClock.now
        for key in entries.filter({ $0.value.until <= now }).keys { remove(key) }
        guard size + bytes > most else { return }
        for key in entries.keys.prefix(entries.count / 2 + 1) { remove(key) }
    }
}
