import Kernel
import Platform

/// How much of a job its reader sees.
struct JobReader: Sendable {
    /// Whether texts and place are plain: for the customer and staff, and for the provider once it is funded.
    let isOpen: Bool
    /// Whether the reader sees the address.
    let seesAddress: Bool
    /// Whether the reader is one of the two sides, or staff.
    let isInside: Bool
    /// Whether amounts are the provider's, after the commission.
    let isProvider: Bool
    /// Whether the commission is shown.
    let seesCommission: Bool

    init(of job: Job, for call: Call, hasVisit: Bool) {
        let isStaff = call.actor.role.isStaff || call.actor.role == .system
        let side = job.side(of: call.actor.account)
        isInside = isStaff || side != nil
        isProvider = side == .provider
        isOpen = isStaff || side == .customer || (side == .provider && job.isUnmasked)
        seesAddress = isOpen || hasVisit
        seesCommission = isStaff || side == .provider
    }
}
