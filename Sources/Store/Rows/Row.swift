import Kernel

/// One row, read column by column.
///
/// Valid only inside the closure that receives it.
public struct Row {
    private let source: Cell.Source
    private let count: Int32
    private var column: Int32 = 0

    init(_ source: Cell.Source) {
        self.source = source
        count = source.columnCount
    }

    /// The next column.
    public mutating func next<Value: SQLDecodable>(_ type: Value.Type = Value.self) throws -> Value {
        try Value(try advance())
    }

    /// The next column, a JSON document.
    ///
    /// NULL reads as `nil` of an optional type.
    public mutating func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        let cell = try advance()
        let bytes = cell.isNull ? Array("null".utf8) : try cell.withBytes { Array($0) }
        do {
            return try JSON.decode(Value.self, stored: bytes)
        } catch {
            throw cell.isNot("JSON of \(Value.self): \(error)")
        }
    }

    /// Leaves columns unread.
    public mutating func skip(_ columns: Int = 1) {
        column += Int32(columns)
    }

    private mutating func advance() throws -> Cell {
        guard column < count else {
            throw DatabaseError(.decoding("#\(column + 1)"), "the row has only \(count) columns")
        }
        defer { column += 1 }
        return Cell(source: source, column: column)
    }
}
