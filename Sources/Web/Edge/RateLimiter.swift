import Kernel
import Synchronization

/// Counts requests per key over a sliding window, in bounded memory.
///
/// Two fixed windows, the older one weighted by its part within the sliding window: 24 bytes a key, and at
/// most `count` in any window if the requests of the older one were evenly distributed.
public final class RateLimiter: Sendable {
    private static let shardCount = 16
    private let shards: [Shard]
    private let capacity: Int

    /// Keeps at most `capacity` keys; beyond that, idle ones are dropped first, then any.
    public init(capacity: Int = 65_536) {
        shards = (0..<Self.shardCount).map { _ in Shard() }
        self.capacity = max(1, capacity / Self.shardCount)
    }

    public struct Verdict: Sendable, Hashable {
        public let limit: RateLimit
        public let isAllowed: Bool
        public let remaining: Int
        /// Whole seconds until the limit is (partly) available again.
        public let reset: Int
    }

    public func consume(_ limit: RateLimit, for key: String, at now: Instant) -> Verdict {
        let key = Key(limit: limit.name, subject: key)
        let shard = shards[Int(UInt(bitPattern: key.hashValue) % UInt(Self.shardCount))]
        let length = max(1, limit.window.micros)
        return shard.windows.withLock { windows in
            if windows[key] == nil, windows.count >= capacity { Self.makeRoom(in: &windows, at: now) }
            return windows[key, default: Window(start: now.micros, length: length)].consume(
                limit,
                at: now.micros
            )
        }
    }

    /// Whether the limit has room, without taking any.
    public func hasRoom(_ limit: RateLimit, for key: String, at now: Instant) -> Bool {
        let key = Key(limit: limit.name, subject: key)
        let shard = shards[Int(UInt(bitPattern: key.hashValue) % UInt(Self.shardCount))]
        guard var window = shard.windows.withLock({ $0[key] }) else { return true }
        return window.consume(limit, at: now.micros).isAllowed
    }

    public var count: Int {
        shards.reduce(0) { $0 + $1.windows.withLock(\.count) }
    }

    /// Removes a quarter at once, so that its cost is spread over many insertions.
    private static func makeRoom(in windows: inout [Key: Window], at now: Instant) {
        let before = windows.count
        windows = windows.filter { now.micros - $0.value.start < 2 * $0.value.length }
        let surplus = windows.count - before * 3 / 4
        guard surplus > 0 else { return }
        for key in windows.keys.prefix(surplus) { windows[key] = nil }
    }

    private struct Key: Hashable {
        let limit: String
        let subject: String
    }

    private final class Shard: Sendable {
        let windows = Mutex<[Key: Window]>([:])
    }

    private struct Window {
        var start: Int64
        let length: Int64
        var previous = 0
        var current = 0

        init(start: Int64, length: Int64) {
            self.start = start
            self.length = length
        }

        mutating func consume(_ limit: RateLimit, at now: Int64) -> Verdict {
            advance(to: now)
            let elapsed = now - start
            let carried = Int((Double(previous) * Double(length - elapsed) / Double(length)).rounded(.up))
            let used = carried + current
            let isAllowed = used < limit.count
            if isAllowed { current += 1 }
            return Verdict(
                limit: limit,
                isAllowed: isAllowed,
                remaining: max(0, limit.count - used - (isAllowed ? 1 : 0)),
                reset: Int((max(1, length - elapsed) + 999_999) / 1_000_000)
            )
        }

        private mutating func advance(to now: Int64) {
            let passed = now - start
            guard passed >= length else {
                // A clock that was set back must not lock anyone out for longer than a window.
                if passed < 0 { start = now }
                return
            }
            previous = passed < 2 * length ? current : 0
            current = 0
            start += passed / length * length
        }
    }
}
