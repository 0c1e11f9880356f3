import Kernel
import Platform
import Store

/// The time in which a proposed service, or a change of one, should be reviewed; then administrators get a message.
///
/// It is never approved by itself.
enum ServiceClock {
    static let overdue = "overdue"

    static func setDeadline(of service: Service, _ tx: borrowing Tx) throws {
        try Deadline.clear(of: Service.kind, service.id, tx)
        guard let since = service.waitingSince, let region = service.region else { return }
        let zone = try Region.find(region, tx).zone
        let days = try Policies.value(.serviceReviewDays, at: tx.now, tx)
        let due = since.adding(workingDays: Int(days), in: zone)
        try Deadline.set(overdue, of: Service.kind, service.id, at: due, tx)
    }

    static let handler = DeadlineHandler(
        of: Service.kind,
        overdue,
        remind: { subject, _, tx in
            let service = try Service.find(subject.cast(), tx)
            guard service.isWaiting, let region = service.region else { return }
            try MarketNotice.notifyManagers(
                of: region,
                .serviceWaits,
                about: (Service.kind, subject),
                ["service": service.name.rawValue],
                tx
            )
        },
        fire: { subject, _, tx in
            let service = try Service.find(subject.cast(), tx)
            guard service.isWaiting else { return }
            try MarketNotice.notifyAdministrators(
                .serviceOverdue,
                about: (Service.kind, subject),
                ["service": service.name.rawValue],
                tx
            )
        }
    )
}
