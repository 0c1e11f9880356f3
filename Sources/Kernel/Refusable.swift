/// An error that knows how a caller is to be answered; it is a fault of ours all the same, and logged as one.
public protocol Refusable: Error {
    /// Nil when there is nothing better to say than that something went wrong.
    var problem: Problem? { get }
}
