import Kernel

/// The customers who went away.
struct Churn: Sendable, Hashable {
    let active: Int
    let lost: Int

    /// Of customers with their last activity before the start of the window and their last one at all: who was active
    /// within the threshold before the start, and who has been silent for longer since.
    init(_ customers: [Activity], threshold: Duration, at end: Instant) {
        let start = end - threshold
        let present = customers.filter { $0.beforeStart.map { $0 >= start - threshold } ?? false }
        active = present.count
        lost = present.count { $0.last < start }
    }

    var share: Double? { active == 0 ? nil : Double(lost) / Double(active) }

    /// A customer, as far as churn needs it.
    struct Activity: Sendable {
        /// The last activity up to the start of the window; nil for a customer who came later.
        let beforeStart: Instant?
        /// The last activity up to its end.
        let last: Instant
    }
}
