import Kernel
import Platform
import Store

extension Tutor {
    /// The calendar of the tutor in the tutor's present zone, made when there is none yet.
    ///
    /// Lessons keep their instants when the zone changes; only the hours move.
    func openCalendar(_ tx: borrowing Tx) throws -> BookingResource {
        let known = try BookingResource.find(of: account, tx)
        if let known, known.zone == zone, known.keepsOfficeDays { return known }
        return try BookingResource.open(for: account, in: zone, keepsOfficeDays: true, tx)
    }
}

extension Lesson {
    /// The confirmed lessons that have these times in a calendar, in the order of the bookings.
    static func confirmed(at bookings: [ID<Booking>], _ tx: borrowing Tx) throws -> [ID<Lesson>] {
        guard !bookings.isEmpty else { return [] }
        return try tx.values(
            """
            SELECT l.id FROM lesson l WHERE l.booking_id \(in: bookings) AND l.state = 'confirmed'
             ORDER BY l.starts_at, l.id
            """
        )
    }
}
