/// Prepared statements by their shape; the least recently used one is dropped first.
struct StatementCache<Statement> {
    private final class Entry {
        let statement: Statement
        var lastUse: UInt64

        init(_ statement: Statement, _ use: UInt64) {
            self.statement = statement
            lastUse = use
        }
    }

    private var entries: [SQLShape: Entry] = [:]
    private var uses: UInt64 = 0
    private let capacity: Int

    init(capacity: Int = 256) {
        self.capacity = capacity
    }

    mutating func find(_ shape: SQLShape) -> Statement? {
        guard let entry = entries[shape] else { return nil }
        uses += 1
        entry.lastUse = uses
        return entry.statement
    }

    /// Returns the dropped statement, if any.
    mutating func insert(_ statement: Statement, for shape: SQLShape) -> Statement? {
        uses += 1
        if let other = entries.updateValue(Entry(statement, uses), forKey: shape.withoutValues) {
            return other.statement
        }
        guard entries.count > capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
        else { return nil }
        return entries.removeValue(forKey: oldest.key)?.statement
    }

    mutating func removeAll() {
        entries = [:]
    }
}
