import Kernel
import Platform
import Store
import Web

/// When an operator works: an ordinary week, and the days that differ.
enum OperatorHours {
    static func show(_ call: Call, id: ID<Account>) async throws -> HoursView {
        try await call.db.read { tx in
            try requireOperator(id, tx)
            guard let calendar = try BookingResource.find(of: id, tx) else {
                return HoursView(of: id, in: call.site.product.zone)
            }
            return HoursView(of: id, calendar, try WeeklyHours.find(of: calendar.id, tx))
        }
    }

    static func save(_ call: Call, id: ID<Account>, body: HoursBody) async throws -> HoursView {
        let week = try body.week()
        return try await call.db.write { tx in
            try requireOperator(id, tx)
            let known = try BookingResource.find(of: id, tx)
            let calendar = try BookingResource.open(
                for: id,
                in: body.timeZone ?? known?.zone ?? call.site.product.zone,
                keepsOfficeDays: body.keepsOfficeDays ?? known?.keepsOfficeDays ?? true,
                tx
            )
            try week.save(for: calendar.id, tx)
            try Audit.record("operator_hours.save", of: Account.kind, id.cast(), by: call.actor, tx)
            return HoursView(of: id, calendar, week)
        }
    }

    static func exceptions(
        _ call: Call,
        id: ID<Account>,
        days: DaysQuery
    ) async throws -> Listing<HoursExceptionView> {
        let today = call.site.product.zone.civil(call.now).date
        return try await call.db.read { tx in
            try requireOperator(id, tx)
            guard let calendar = try BookingResource.find(of: id, tx) else { return Listing([]) }
            let found = try HoursException.list(
                of: calendar.id,
                from: days.from ?? today,
                through: days.until ?? today + 366,
                tx
            )
            return Listing(found.map { HoursExceptionView($0) })
        }
    }

    static func except(
        _ call: Call,
        id: ID<Account>,
        body: NewHoursException
    ) async throws -> Created<HoursExceptionView> {
        let span = try body.span()
        return try await call.db.write { tx in
            try requireOperator(id, tx)
            let zone = call.site.product.zone
            let calendar =
                try BookingResource.find(of: id, tx)
                ?? BookingResource.open(for: id, in: zone, keepsOfficeDays: true, tx)
            let made = try HoursException.add(body.kind, span, on: body.day, of: calendar.id, tx)
            try Audit.record("operator_hours.except", of: Account.kind, id.cast(), by: call.actor, tx)
            let affected =
                made.kind == .closed ? try Booking.list(in: span, of: made.day, with: calendar, tx) : []
            return Created(HoursExceptionView(made, affected), at: "/admin/operators/\(id)/exceptions")
        }
    }

    static func forget(
        _ call: Call,
        id: ID<Account>,
        exception: ID<HoursException>
    ) async throws -> NoContent {
        try await call.db.write { tx in
            try requireOperator(id, tx)
            guard let calendar = try BookingResource.find(of: id, tx) else { throw Problem(.notFound) }
            try HoursException.remove(exception, of: calendar.id, tx)
            try Audit.record("operator_hours.forget", of: Account.kind, id.cast(), by: call.actor, tx)
            return NoContent()
        }
    }

    private static func requireOperator(_ id: ID<Account>, _ tx: borrowing Tx) throws {
        let isOperator = try tx.exists(
            """
            SELECT 1 FROM account WHERE id = \(id) AND role = \(Role.operator.name)
               AND state <> \(Account.State.deleted)
            """
        )
        guard isOperator else { throw Problem(.notFound) }
    }
}

struct DaysQuery: Query {
    var from: CivilDate?
    var until: CivilDate?
}
