import Synchronization

/// A cache inside the process: values with the generation of the data for which they hold.
///
/// A reader asks the database whether that generation is still the current one; entries do not expire by themselves.
package final class LocalCache: Sendable {
    fileprivate struct Entry {
        let value: any Sendable
        let generation: Int
        var lastUse: UInt64
    }

    fileprivate struct State {
        var entries: [String: Entry] = [:]
        var uses: UInt64 = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    package init(entries limit: Int = 2_000) {
        self.limit = max(2, limit)
    }

    package func recall<Value: Sendable>(
        _ key: String,
        as _: Value.Type = Value.self
    ) -> (value: Value, generation: Int)? {
        state.withLock { state in
            guard let entry = state.entries[key], let value = entry.value as? Value else { return nil }
            state.uses += 1
            state.entries[key]?.lastUse = state.uses
            return (value, entry.generation)
        }
    }

    package func keep(_ value: some Sendable, under key: String, generation: Int) {
        // A newer entry stays when a slow reader brings an older value.
        state.withLock { state in
            if let known = state.entries[key], known.generation > generation { return }
            if state.entries.count >= limit { state.forgetHalf() }
            state.uses += 1
            state.entries[key] = Entry(value: value, generation: generation, lastUse: state.uses)
        }
    }
}

extension LocalCache.State {
    /// Drops the least recently used half.
    fileprivate mutating func forgetHalf() {
        let middle = entries.values.map(\.lastUse).sorted()[entries.count / 2]
        entries = entries.filter { $0.value.lastUse >= middle }
    }
}
