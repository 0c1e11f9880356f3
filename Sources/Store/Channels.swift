import Synchronization

/// The listeners of this process, by channel.
final class Channels: Sendable {
    private struct Listeners {
        var next = 0
        var isClosed = false
        var fresh: Set<String> = []
        var byChannel: [String: [Int: AsyncStream<String>.Continuation]] = [:]
    }

    private let listeners = Mutex(Listeners())

    /// The first payload is empty, and so is one after every gap: notifications may have been missed.
    func listen(to channel: String) -> AsyncStream<String> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: String.self,
            bufferingPolicy: .bufferingNewest(1_024)
        )
        let number: Int? = listeners.withLock { listeners in
            guard !listeners.isClosed else { return nil }
            listeners.next += 1
            listeners.byChannel[channel, default: [:]][listeners.next] = continuation
            listeners.fresh.insert(channel)
            return listeners.next
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.remove(number, from: channel) }
        return stream
    }

    var names: Set<String> {
        listeners.withLock { Set($0.byChannel.keys) }
    }

    /// Channels with listeners that have not received their first payload.
    func drainFresh() -> Set<String> {
        listeners.withLock { listeners in
            defer { listeners.fresh = [] }
            return listeners.fresh
        }
    }

    func deliver(_ payload: String, to channel: String) {
        let receivers = listeners.withLock { Array(($0.byChannel[channel] ?? [:]).values) }
        for receiver in receivers { receiver.yield(payload) }
    }

    func close() {
        let receivers = listeners.withLock { listeners in
            listeners.isClosed = true
            defer { listeners.byChannel = [:] }
            return listeners.byChannel.values.flatMap(\.values)
        }
        for receiver in receivers { receiver.finish() }
    }

    private func remove(_ number: Int, from channel: String) {
        listeners.withLock { listeners in
            listeners.byChannel[channel]?[number] = nil
            if listeners.byChannel[channel]?.isEmpty == true { listeners.byChannel[channel] = nil }
        }
    }
}
