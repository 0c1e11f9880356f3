import Kernel
import Synchronization

/// What is kept for a while under a key: in this process or, when there is a Redis, for all of them.
///
/// An entry belongs to tags. To invalidate a tag is to count it up: entries that were made under an older count are not found any more,
/// not even those whose makers had looked before it and write after it.
package final class Cache: Sendable {
    fileprivate struct Entry {
        let bytes: [UInt8]
        let until: ContinuousClock.Instant
    }

    fileprivate struct Memory {
        var counts: [String: Int64] = [:]
        var entries: [String: Entry] = [:]
        var size = 0
    }

    private let name: String
    private let redis: Redis?
    private let most: Int
    private let memory = Mutex(Memory())

    /// `most` bytes in memory; Redis has limits of its own.
    package init(_ name: String, in redis: Redis? = nil, most: Int = 32 << 20) {
        self.name = name
        self.redis = redis
        self.most = most
    }

    /// The bytes that are kept, or those that `make` makes and that are kept from now on.
    ///
    /// A Redis that is away is as good as empty.
    package func value(
        for key: String,
        tags: [String],
        keeping time: Duration,
        _ make: () async throws -> [UInt8]
    ) async throws -> [UInt8] {
        guard let counts = await counts(of: tags) else { return try await make() }
        let full = "\(name):\(key)@\(counts)"
        if let known = await get(full) { return known }
        let fresh = try await make()
        await put(full, fresh, time)
        return fresh
    }

    /// To be called once the change is committed.
    package func invalidate(_ tags: String...) async {
        memory.withLock { memory in
            for tag in tags { memory.counts[tag, default: 0] += 1 }
        }
        guard let redis else { return }
        for tag in tags {
            // Longer than anything is kept.
            guard (try? await redis.run("INCR", self.tag(tag))) != nil else { continue }
            _ = try? await redis.run("EXPIRE", self.tag(tag), "604800")
        }
    }

    private func tag(_ tag: String) -> String { "\(name):#\(tag)" }

    private func counts(of tags: [String]) async -> String? {
        guard let redis else {
            return memory.withLock { memory in
                tags.map { String(memory.counts[$0] ?? 0) }.joined(separator: ".")
            }
        }
        let command = ["MGET"] + (tags.isEmpty ? [tag("")] : tags.map(tag))
        guard case .list(let counts)? = try? await redis.run(command.map { Array($0.utf8) }) else {
            return nil
        }
        return counts.map { $0.text ?? "0" }.joined(separator: ".")
    }

    private func get(_ key: String) async -> [UInt8]? {
        if let redis { return (try? await redis.run("GET", key))?.bytes }
        return memory.withLock { memory in
            guard let entry = memory.entries[key], entry.until > .now else { return nil }
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
        memory.withLock { memory in
            memory.remove(key)
            if memory.size + bytes.count > most { memory.makeRoom(for: bytes.count, in: most) }
            guard memory.size + bytes.count <= most else { return }
            memory.entries[key] = Entry(bytes: bytes, until: .now + time)
            memory.size += bytes.count
        }
    }
}

extension Cache.Memory {
    fileprivate mutating func remove(_ key: String) {
        if let entry = entries.removeValue(forKey: key) { size -= entry.bytes.count }
    }

    /// What has run out goes first; then half of the rest, so that it is paid once in many entries.
    fileprivate mutating func makeRoom(for bytes: Int, in most: Int) {
        let now = ContinuousClock.now
        for key in entries.filter({ $0.value.until <= now }).keys { remove(key) }
        guard size + bytes > most else { return }
        for key in entries.keys.prefix(entries.count / 2 + 1) { remove(key) }
    }
}
