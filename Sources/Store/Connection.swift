/// The driver's interface for a transaction.
///
/// Used by one thread only.
protocol Connection: AnyObject {
    var dialect: Dialect { get }
    /// Runs one statement and passes its rows to `each`; returns the number of changed rows.
    func run(_ sql: SQL, _ each: (inout Row) throws -> Void) throws -> Int
    /// Runs one statement without waiting for its result: before the next one, at the latest with the commit.
    func post(_ sql: SQL) throws
    /// Runs one statement and passes each row on as it arrives, for any number of rows.
    func stream(_ sql: SQL, _ each: (inout Row) throws -> Void) throws
    /// Notifies the listeners of a channel when the transaction commits.
    func notify(_ channel: String, _ payload: String) throws
    /// Runs many statements of trusted text, without the statement cache.
    func script(_ text: String) throws
}
