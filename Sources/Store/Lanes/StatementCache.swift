/// Prepared statements by their text, the least recently used dropped first.
///
/// A statement is out of the cache while it runs, so a nested use of the same text cannot disturb it.
struct StatementCache<Statement> {
    private struct Entry {
        let statement: Statement
        let used: UInt64
    }

    private var entries: [String: Entry] = [:]
    private var clock: UInt64 = 0
    private let capacity: Int

    init(capacity: Int = 256) {
        self.capacity = capacity
    }

    mutating func take(_ text: String) -> Statement? {
        entries.removeValue(forKey: text)?.statement
    }

    /// Returns the statement that has to go, if any.
    mutating func put(_ statement: Statement, for text: String) -> Statement? {
        clock += 1
        if let other = entries.updateValue(Entry(statement: statement, used: clock), forKey: text) {
            return other.statement
        }
        guard entries.count > capacity, let oldest = entries.min(by: { $0.value.used < $1.value.used }) else {
            return nil
        }
        return entries.removeValue(forKey: oldest.key)?.statement
    }

    mutating func removeAll() -> [Statement] {
        defer { entries = [:] }
        return entries.values.map(\.statement)
    }
}
