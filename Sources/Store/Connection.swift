/// What a transaction needs from a driver.
///
/// Used by one thread only.
protocol Connection: AnyObject {
    var dialect: Dialect { get }
    /// Runs one statement and hands over its rows; returns how many rows it changed.
    func run(_ sql: SQL, _ each: (inout Row) throws -> Void) throws -> Int
    /// Runs one statement whose outcome nobody waits for: before the next one, at the latest with the commit.
    func post(_ sql: SQL) throws
    /// Runs one statement and hands over each row as it comes, however many there are.
    func stream(_ sql: SQL, _ each: (inout Row) throws -> Void) throws
    /// Tells the listeners of a channel, when the transaction commits.
    func notify(_ channel: String, _ payload: String) throws
    /// Runs many statements of trusted text, outside of any statement cache.
    func script(_ text: String) throws
}
