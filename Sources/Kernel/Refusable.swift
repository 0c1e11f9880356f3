/// An error with its own answer for the caller; it is still an internal error, and logged as one.
public protocol Refusable: Error {
    /// Nil for the general answer of an internal error.
    var problem: Problem? { get }
}
