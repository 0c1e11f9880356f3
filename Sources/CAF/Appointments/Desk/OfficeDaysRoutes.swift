import Kernel
import Platform
import Store
import Web

/// The closures of the whole office.
enum OfficeDaysRoutes {
    static func list(_ call: Call, days: DaysQuery) async throws -> OfficeDaysView {
        let (first, last) = days.range(upTo: 731, for: call)
        return try await call.db.read { tx in
            OfficeDaysView(
                keepsHolidays: try OfficeDays.keepsHolidays(tx),
                closures: try OfficeClosure.list(from: first, through: last, tx).map { ClosureView($0) }
            )
        }
    }

    static func add(_ call: Call, body: NewClosure) async throws -> Created<ClosureView> {
        try await call.db.write { tx in
            let (made, affected) = try OfficeClosure.add(body, at: call.site, tx)
            try Audit.record(
                AppointmentAction.officeClosureAdd,
                of: "office_closure",
                made.id.cast(),
                by: call.actor,
                tx
            )
            return Created(ClosureView(made, affected), at: "/admin/closures")
        }
    }

    static func remove(_ call: Call, id: ID<OfficeClosure>) async throws -> NoContent {
        try await call.db.write { tx in
            try OfficeClosure.remove(id, tx)
            try Audit.record(
                AppointmentAction.officeClosureRemove,
                of: "office_closure",
                id.cast(),
                by: call.actor,
                tx
            )
            return NoContent()
        }
    }

    static func keep(_ call: Call, body: HolidaysKept) async throws -> HolidaysView {
        try await call.db.write { tx in
            try OfficeDays.keepHolidays(body.keepsHolidays, tx)
            try Audit.record(
                AppointmentAction.officeClosureHolidays,
                of: "office_closure",
                nil,
                by: call.actor,
                tx
            )
            return HolidaysView(keepsHolidays: body.keepsHolidays)
        }
    }
}

/// The office's public holiday rule.
struct HolidaysKept: Body {
    /// Whether the office closes on Italian public holidays.
    var keepsHolidays: Bool
}

/// The office's public holiday rule.
struct HolidaysView: View {
    /// Whether the office closes on Italian public holidays.
    var keepsHolidays: Bool
}

/// Days on which the whole office is closed.
struct ClosureView: View {
    var id: ID<OfficeClosure>
    /// The first closed day.
    var from: CivilDate
    /// The last closed day.
    var until: CivilDate
    /// The reason, such as `Summer break`.
    var title: String
    /// Booked appointments on those days, which stay booked; only after a new closure.
    var affectedAppointments: [ID<Appointment>]?

    init(_ closure: OfficeClosure, _ affected: [ID<Booking>]? = nil) {
        id = closure.id
        from = closure.from
        until = closure.until
        title = closure.title
        affectedAppointments = affected?.map { $0.cast() }
    }
}

/// The closures of the office.
struct OfficeDaysView: View {
    /// Whether the office closes on Italian public holidays.
    var keepsHolidays: Bool
    /// By their first day.
    var closures: [ClosureView]
}
