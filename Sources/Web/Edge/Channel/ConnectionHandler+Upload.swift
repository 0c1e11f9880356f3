import NIOCore

extension ConnectionHandler {
    /// A body on its way in: time counts only while we are ready to read, never while we push back.
    struct Upload {
        var received = 0
        var waited = TimeAmount.zero
        var waitingSince: NIODeadline?
        /// A caller that expects `100 Continue` owes nothing until it has it.
        var isOwed: Bool

        func isTooSlow(_ limits: ServerConfiguration.Limits) -> Bool {
            let waited = waited + (waitingSince.map { .now() - $0 } ?? .zero)
            guard isOwed, waited > TimeAmount(limits.rateGrace) else { return false }
            return Double(received) < Double(limits.minimumRate) * Double(waited.nanoseconds) / 1e9
        }
    }
}
