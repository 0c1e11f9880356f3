import Dispatch
import Glibc
import Kernel
import Synchronization

/// A Redis client on a few threads of its own; it fails at once while Redis is unreachable.
package final class Redis: Sendable {
    private struct State {
        var idle: [Held] = []
        /// No new attempt before this time.
        var downUntil: ContinuousClock.Instant?
    }

    /// An idle connection; unchecked, because only the task that took it out uses it.
    private final class Held: @unchecked Sendable {
        let link: RedisLink
        init(_ link: RedisLink) { self.link = link }
    }

    private let location: RedisLocation
    private let threadPool = ThreadPool("redis", threads: 4, maxQueue: 2_000)
    private let state = Mutex(State())

    /// Time limit for an answer; every caller can do without one.
    private static let patience = Duration.milliseconds(500)
    private static let pause = Duration.seconds(3)
    /// Silence on a channel after which the connection is checked.
    private static let silence = Duration.seconds(2)

    package init(_ location: RedisLocation) {
        self.location = location
    }

    @discardableResult
    package func run(_ command: String...) async throws -> RedisValue {
        try await run(command.map { Array($0.utf8) })
    }

    package func run(_ command: [[UInt8]]) async throws -> RedisValue {
        try await threadPool.run { try self.ask(command) }
    }

    private func ask(_ command: [[UInt8]]) throws -> RedisValue {
        if let until = state.withLock(\.downUntil), until > .now {
            throw RedisFailure(description: "unreachable")
        }
        do {
            // A kept connection may have been closed meanwhile; then a fresh one decides.
            while let held = state.withLock({ $0.idle.popLast() }) {
                do { return try ask(command, over: held) } catch is RedisSilence {
                    throw RedisSilence()
                } catch {}
            }
            return try ask(command, over: Held(RedisLink(location, timeout: Self.patience)))
        } catch let error as ClamdDown {
            throw away(error.description)
        } catch is RedisSilence {
            throw away("no answer in time")
        }
    }

    private func ask(_ command: [[UInt8]], over held: Held) throws -> RedisValue {
        let value = try held.link.ask(command)
        state.withLock { state in
            state.downUntil = nil
            state.idle.append(held)
        }
        return value
    }

    /// Fails all calls for a while, and drops the existing connections.
    private func away(_ why: String) -> RedisFailure {
        state.withLock { state in
            state.downUntil = .now + Self.pause
            state.idle = []
        }
        return RedisFailure(description: why)
    }

    /// The messages of a channel while the stream is read; an empty text means that messages may have been
    /// missed.
    package func subscribe(to channel: String) -> AsyncStream<String> {
        let (stream, listener) = AsyncStream.makeStream(
            of: String.self,
            bufferingPolicy: .bufferingNewest(256)
        )
        let isOver = Ended()
        listener.onTermination = { _ in isOver.set() }
        let location = location
        DispatchQueue(label: "portico.redis.\(channel)").async {
            while !isOver.isSet {
                try? Self.hear(channel, at: location, listener, isOver)
                for _ in 0..<10 where !isOver.isSet { usleep(100_000) }
            }
        }
        return stream
    }

    private static func hear(
        _ channel: String,
        at location: RedisLocation,
        _ listener: AsyncStream<String>.Continuation,
        _ isOver: Ended
    ) throws {
        let link = try RedisLink(location, timeout: silence)
        _ = try link.ask(["SUBSCRIBE", channel])
        listener.yield("")
        var isAsked = false
        while !isOver.isSet {
            switch try link.receive() {
            case .list(let parts) where parts.count == 3 && parts[0].text == "message":
                isAsked = false
                listener.yield(parts[2].text ?? "")
            case nil:
                // A single silence is normal; a second one in a row means that the server is gone.
                if isAsked { throw RedisFailure(description: "no answer in time") }
                try link.send([Array("PING".utf8)])
                isAsked = true
            default: isAsked = false
            }
        }
    }

    private final class Ended: Sendable {
        private let flag = Atomic(false)
        var isSet: Bool { flag.load(ordering: .acquiring) }
        func set() { flag.store(true, ordering: .releasing) }
    }
}
