import Kernel
import Platform
import Store

extension Course {
    /// Takes a seat, or a place on the waiting list of a full course.
    func enrol(_ customer: ID<Account>, by call: Call, _ tx: borrowing Tx) throws -> Seat {
        guard status == .published, tx.now < startsAt else { throw Problem(.courseOver) }
        guard try Seat.find(of: customer, on: offerID, tx) == nil else { throw Problem(.alreadyEnrolled) }
        try requireFare(of: customer, at: call.site, tx)
        // Seats of erased accounts go to the waiting list first.
        try notifyPromoted(Offer.promote(on: offerID, tx), at: call.site, tx)
        let seat = try Seat.reserve(on: offerID, for: customer, tx)
        try record(.enrol, of: seat, by: call.actor, tx)
        try notify(seat, seat.state == .held ? .courseEnrolled : .courseWaiting, at: call.site, tx)
        return seat
    }

    /// Gives the seat to the first customer on the waiting list.
    func unenrol(_ customer: ID<Account>, by call: Call, _ tx: borrowing Tx) throws {
        guard let seat = try Seat.find(of: customer, on: offerID, tx) else { throw Problem(.notFound) }
        guard status == .published, tx.now < startsAt else { throw Problem(.courseOver) }
        let promoted = try seat.leave(tx)
        try record(.unenrol, of: seat, by: call.actor, tx)
        try notify(seat, .courseLeft, at: call.site, tx)
        try notifyPromoted(promoted, at: call.site, tx)
        try refund(to: customer, because: "course_left", tx)
    }

    func notifyPromoted(_ seats: [Seat], at site: Site, _ tx: borrowing Tx) throws {
        for seat in seats {
            try record(.promote, of: seat, by: .system, tx)
            try notify(seat, .coursePromoted, at: site, tx)
        }
    }

    /// Notifies every participant and everyone on the waiting list.
    func notifyAll(_ template: NoticeTemplate.Name, at site: Site, _ tx: borrowing Tx) throws {
        let seats: [Seat] = try tx.all(
            "SELECT \(Seat.columns) FROM booking_seat s WHERE s.offer_id = \(offerID) ORDER BY s.number"
        )
        for seat in seats { try notify(seat, template, at: site, tx) }
    }

    func record(_ action: CourseAction, of seat: Seat, by actor: Actor, _ tx: borrowing Tx) throws {
        try Audit.record(
            action,
            of: Self.kind,
            id.cast(),
            by: actor,
            details: ["seat": .string(seat.id.description)],
            tx
        )
    }
}

/// Gives the seats of erased accounts to the waiting list, which an erasure does not know.
struct FillCourses: Job {
    static let kind = "caf.fill_courses"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(5))

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        for offer in try await call.db.read({ tx in try Offer.listUnfilled(tx) }) {
            try await call.db.write { tx in
                let course = try Course.find(offer.cast(), tx)
                guard course.status == .published, tx.now < course.startsAt else { return }
                try course.notifyPromoted(Offer.promote(on: offer, tx), at: site, tx)
            }
        }
        return .done
    }
}
