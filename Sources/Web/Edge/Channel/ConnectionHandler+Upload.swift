import NIOCore

extension ConnectionHandler {
    /// An incoming body: time counts only while the server is ready to read, never during back-pressure.
    struct Upload {
        var received = 0
        var waited = TimeAmount.zero
        var waitingSince: NIODeadline?
        /// A caller that expects `100 Continue` need not send before it receives it.
        var isOwed: Bool

        func isTooSlow(_ limits: ServerConfiguration.Limits) -> Bool {
            let waited = waited + (waitingSince.map { .now() - $0 } ?? .zero)
            guard isOwed, waited > TimeAmount(limits.rateGrace) else { return false }
            return Double(received) < Double(limits.minimumRate) * Double(waited.nanoseconds) / 1e9
        }
    }
}
