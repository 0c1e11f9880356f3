import Kernel
import Platform
import Store
import Web

/// The days and the appointment type to search for free times.
struct AvailabilityQuery: Query {
    var typeId: ID<AppointmentType>
    /// The first day, in the office's time zone; today by default.
    var from: CivilDate?
    /// The last day, at most 31 days in all; by default two weeks from the first.
    var until: CivilDate?
    /// Only times of this operator.
    var operatorId: ID<Account>?

    /// The requested days.
    func days(from today: CivilDate) throws -> ClosedRange<CivilDate> {
        let first = from ?? today
        let last = until ?? CivilDate(days: first.days.addingReportingOverflow(13).partialValue)
        guard first <= last, last - first < 31 else {
            throw Problem(.invalid, faults: [Problem.Fault("query/until", .tooManyDays)])
        }
        return first...last
    }
}

/// The free times of an appointment type.
struct AvailabilityView: View {
    var typeId: ID<AppointmentType>
    /// The office's time zone.
    var timeZone: Zone
    /// Times that can be booked, the earliest first.
    var slots: [Slot]
    /// The operators who hold such appointments, by name.
    var operators: [Person]

    /// A free time.
    struct Slot: Codable, Sendable {
        /// The first minute of the appointment; to book it, send this value.
        var startsAt: Instant
        /// The start plus the duration of the appointment type.
        var endsAt: Instant
        /// The operators who are free at that time.
        var operatorIds: [ID<Account>]
    }

    /// An operator.
    struct Person: Codable, Sendable, Record {
        var id: ID<Account>
        /// First and last name.
        var name: String

        static let columns: SQL = "p.account_id, p.first_name, p.last_name"

        init(_ row: inout Row) throws {
            id = try row.next()
            name = try "\(row.next(String.self)) \(row.next(String.self))"
        }
    }
}

extension Appointments {
    static func availability(_ call: Call, query: AvailabilityQuery) async throws -> AvailabilityView {
        let zone = call.site.product.zone
        let today = zone.civil(call.now).date
        let days = try query.days(from: today)
        return try await call.db.read { tx in
            let type = try AppointmentType.findOpen(query.typeId, at: "query/type_id", tx)
            let calendars =
                if let named = query.operatorId {
                    [try type.calendar(of: named, tx)].compactMap(\.self)
                } else { try type.qualified(for: tx.now, tx) }
            // No other days can be booked.
            let first = max(days.lowerBound, today)
            let last = min(days.upperBound, today + type.horizon + 1)
            let free =
                first <= last ? try type.slots(of: calendars, from: first, through: last, tx) : [:]
            let accounts = calendars.compactMap(\.account)
            return AvailabilityView(
                typeId: type.id,
                timeZone: zone,
                slots: free.sorted { $0.key < $1.key }.map { start, operators in
                    .init(startsAt: start, endsAt: start + type.terms.duration, operatorIds: operators)
                },
                operators: try tx.all(
                    """
                    SELECT \(AvailabilityView.Person.columns) FROM profile p
                     WHERE p.account_id \(in: accounts) ORDER BY p.last_name, p.first_name, p.account_id
                    """
                )
            )
        }
    }
}

extension AppointmentType {
    /// Every free start, with the operators who are free at that time.
    fileprivate func slots(
        of calendars: [BookingResource],
        from first: CivilDate,
        through last: CivilDate,
        _ tx: borrowing Tx
    ) throws -> [Instant: [ID<Account>]] {
        var free: [Instant: [ID<Account>]] = [:]
        for calendar in calendars {
            guard let account = calendar.account else { continue }
            let open = try Availability.read(of: calendar, for: terms, from: first, through: last, tx)
            for offset in 0...(last - first) {
                for start in open.slots(on: first + offset) { free[start, default: []].append(account) }
            }
        }
        return free
    }
}
