/// The reason why Zoom did not do what was asked.
enum ZoomFailure: Error, Sendable, Hashable {
    /// There is no such meeting, or it has ended.
    case missing
    /// A limit, a fault of the service or no answer: tried again.
    case later(String)
    /// Refused for good, with its number.
    case refused(Int, String)
}
