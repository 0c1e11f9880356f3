import Kernel

extension SQL {
    /// The values allowed between `\(` and `)` in a statement.
    public struct StringInterpolation: StringInterpolationProtocol {
        var sql: SQL

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql = SQL(room: 2 * interpolationCount + 1)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            guard literal.utf8CodeUnitCount > 0 else { return }
            sql.append(.text(literal))
        }

        public mutating func appendInterpolation(_ value: some SQLBindable) {
            sql.append(.value(value.sqlValue))
        }

        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            sql.append(.value(value.sqlValue))
        }

        public mutating func appendInterpolation(_ fragment: SQL) {
            sql.append(fragment)
        }

        /// Empty for nil: an optional filter.
        public mutating func appendInterpolation(_ fragment: SQL?) {
            guard let fragment else { return }
            sql.append(fragment)
        }

        /// Only for the few numbers chosen by the store itself: each makes a separate statement.
        mutating func appendInterpolation(literal number: Int) {
            sql.append(.number(number))
        }

        public mutating func appendInterpolation(json value: some Encodable) {
            do {
                sql.append(.value(.json(String(decoding: try JSON.encode(value), as: UTF8.self))))
            } catch {
                sql.append(.value(.null))
                sql.fail(error)
            }
        }

        /// NULL for nil, not the JSON `null`.
        public mutating func appendInterpolation<Value: Encodable>(json value: Value?) {
            guard let value else { return sql.append(.value(.null)) }
            appendInterpolation(json: value)
        }

        /// `id \(in: ids)`: a single placeholder, so that there is one statement for one value and one for
        /// any other number.
        ///
        /// A single value is compared directly: for a list SQLite would first build a table.
        public mutating func appendInterpolation<Value: SQLBindable>(in values: some Sequence<Value>) {
            let values = values.map(\.sqlValue)
            if values.count == 1 {
                sql.append(.text("= "))
                return sql.append(.value(values[0]))
            }
            let isID = Value.sqlType == .id
            sql.append(
                .branch(
                    postgres: "= ANY(",
                    sqlite: isID
                        ? "IN (SELECT id_blob(value) FROM json_each(" : "IN (SELECT value FROM json_each("
                )
            )
            sql.append(.value(.list(values, of: Value.sqlType)))
            sql.append(.branch(postgres: ")", sqlite: "))"))
        }

        /// The one place for differences between the engines.
        public mutating func appendInterpolation(pg postgres: StaticString, sqlite: StaticString) {
            sql.append(.branch(postgres: postgres, sqlite: sqlite))
        }

        public mutating func appendInterpolation(pg postgres: SQL, sqlite: SQL, for dialect: Dialect) {
            sql.append(dialect == .postgres ? postgres : sqlite)
        }
    }
}
