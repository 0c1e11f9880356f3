import Kernel

/// The sort order of a list: columns of its SELECT, each with its value in an element.
///
/// The last column is unique.
///
///     static let order = SortOrder<ServiceRequest>(.descending("created_at", \.createdAt), .descending("id", \.id))
public struct SortOrder<Element>: Sendable {
    let keys: [Key]

    public init(_ keys: Key...) {
        self.keys = keys
    }

    /// Keys chosen at run time.
    public init(keys: [Key]) {
        self.keys = keys
    }

    public struct Key: Sendable {
        let column: StaticString
        let isDescending: Bool
        let type: SQLType
        let isNullable: Bool
        let value: @Sendable (Element) -> SQLValue

        public static func ascending<Value: SQLBindable & Sendable>(
            _ column: StaticString,
            _ value: @escaping @Sendable (Element) -> Value
        ) -> Key {
            Key(column, isDescending: false, value)
        }

        public static func descending<Value: SQLBindable & Sendable>(
            _ column: StaticString,
            _ value: @escaping @Sendable (Element) -> Value
        ) -> Key {
            Key(column, isDescending: true, value)
        }

        private init<Value: SQLBindable & Sendable>(
            _ column: StaticString,
            isDescending: Bool,
            _ value: @escaping @Sendable (Element) -> Value
        ) {
            self.column = column
            self.isDescending = isDescending
            type = Value.sqlType
            isNullable = Value.isNullable
            self.value = { value($0).sqlValue }
        }
    }
}

extension SortOrder {
    /// The list after ORDER BY.
    ///
    /// NULL is the greatest value, as in PostgreSQL.
    public var clause: SQL {
        .list(keys.map(\.clause))
    }

    /// The condition for rows strictly after the one with these values.
    func condition(after values: [SQLValue]) -> SQL {
        let pairs = Array(zip(keys, values))
        let isUniform = keys.allSatisfy { $0.isDescending == keys.first?.isDescending && !$0.isNullable }
        guard isUniform, let first = keys.first else { return stepwise(pairs) }
        // A row value comparison is one range of an index.
        let columns = SQL.list(keys.map(\.name))
        let bound = SQL.list(values.map { SQL($0) })
        return first.isDescending ? "(\(columns)) < (\(bound))" : "(\(columns)) > (\(bound))"
    }

    /// For each key: equal in the previous keys, and after in this one.
    private func stepwise(_ pairs: [(Key, SQLValue)]) -> SQL {
        let steps = pairs.indices.map { index in
            let (key, value) = pairs[index]
            return SQL.all(pairs[..<index].map { $0.0.equals($0.1) } + [key.follows(value)])
        }
        guard let (key, value) = pairs.first, !key.isNullable else { return .any(steps) }
        // Implied by the steps, and the only part that can use an index.
        let bound: SQL =
            key.isDescending ? "\(key.name) <= \(SQL(value))" : "\(key.name) >= \(SQL(value))"
        return .all([bound, .any(steps)])
    }
}

extension SortOrder.Key {
    var name: SQL { SQL(stringLiteral: column) }

    fileprivate var clause: SQL {
        guard isNullable else { return isDescending ? "\(name) DESC" : "\(name) ASC" }
        return isDescending ? "\(name) DESC NULLS FIRST" : "\(name) ASC NULLS LAST"
    }

    fileprivate func equals(_ value: SQLValue) -> SQL {
        value == .null ? "\(name) IS NULL" : "\(name) = \(SQL(value))"
    }

    fileprivate func follows(_ value: SQLValue) -> SQL {
        switch (isDescending, value == .null) {
        case (true, true): "\(name) IS NOT NULL"
        case (true, false): "\(name) < \(SQL(value))"
        case (false, true): "FALSE"
        case (false, false):
            isNullable ? "\(name) > \(SQL(value)) OR \(name) IS NULL" : "\(name) > \(SQL(value))"
        }
    }
}

extension SQL {
    /// A single bound value.
    init(_ value: SQLValue) {
        self = .empty
        append(.value(value))
    }
}
