/// A value that is a row: its columns, and how it reads itself from them in that order.
public protocol Record: Sendable {
    static var columns: SQL { get }
    init(_ row: inout Row) throws
}
