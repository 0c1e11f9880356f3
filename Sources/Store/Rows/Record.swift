/// A value that reads itself from the columns of a row, in the order of the statement.
public protocol RowDecodable: Sendable {
    init(_ row: inout Row) throws
}

/// A value with a list of columns for all statements that select it.
public protocol Record: RowDecodable {
    static var columns: SQL { get }
}
