import Kernel
import Platform
import Store

/// The end of the time for a payment.
extension Purchase {
    static let deadlines = [
        DeadlineHandler(of: kind, "expire", prepare: askProvider) { id, call, tx in
            let purchase = try locked(id.cast(), tx)
            guard purchase.status == .pending else { return }
            let expired = try purchase.advanced(by: .expire, as: call.bySystem, tx)
            try expired.endCharge(by: .lapse, tx)
        }
    ]

    /// How long the money of a slow means of payment is waited for.
    private static let patience = Duration.days(10)

    /// The provider is asked first: it may have the money already, or be waiting for it.
    @Sendable private static func askProvider(
        _ id: ID<Subject>,
        _ call: JobCall
    ) async throws -> DeadlineVerdict {
        switch try await Charges.close(of: kind, id, at: call.site) {
        case .closed: return .fire
        case .paid: return .drop
        case .unknown: return .later(.seconds(30))
        case .pending(let since):
            return call.now - since < patience ? .later(.hours(1)) : .fire
        }
    }

    /// Ends the payment; one whose money is on its way stays open, and is decided when it arrives.
    fileprivate func endCharge(by event: Charge.Event, _ tx: borrowing Tx) throws {
        for charge in try Charge.all(of: Self.kind, id.cast(), tx)
        where charge.pendingSince != nil && charge.payment == nil {
            return
        }
        try Charge.end(of: Self.kind, id.cast(), by: event, as: .system, tx)
    }

    /// The student drops the held lesson, or pays it from a lot: its purchase is given up; a job cancels the intent.
    static func giveUp(of lesson: ID<Lesson>, as call: Call, _ tx: borrowing Tx) throws {
        guard let purchase = try find(of: lesson, tx), purchase.status == .pending else { return }
        _ = try purchase.advanced(by: .giveUp, as: call, tx)
        try Charge.end(of: Self.kind, purchase.id.cast(), by: .cancel, as: call.actor, tx)
    }
}
