import Kernel
import Platform
import Store
import Web

/// When the whole office is closed.
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

struct HolidaysKept: Body {
    var keepsHolidays: Bool
}

struct HolidaysView: View {
    var keepsHolidays: Bool
}

struct ClosureView: View {
    var id: ID<OfficeClosure>
    var from: CivilDate
    var until: CivilDate
    var title: String
    /// What is booked on those days; it stays until someone moves it.
    var affectedAppointments: [ID<Appointment>]?

    init(_ closure: OfficeClosure, _ affected: [ID<Booking>]? = nil) {
        id = closure.id
        from = closure.from
        until = closure.until
        title = closure.title
        affectedAppointments = affected?.map { $0.cast() }
    }
}

struct OfficeDaysView: View {
    var keepsHolidays: Bool
    var closures: [ClosureView]
}
