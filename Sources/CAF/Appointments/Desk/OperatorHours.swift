import Kernel
import Platform
import Store
import Web

/// The working hours of an operator: an ordinary week and its exceptions.
enum OperatorHours {
    static func show(_ call: Call, id: ID<Account>) async throws -> HoursView {
        try await call.db.read { tx in
            try requireOperator(id, tx)
            let hours = try WorkingHours.find(of: id, in: call.site.product.zone, tx)
            return try HoursView(of: id, hours, for: call, tx)
        }
    }

    static func save(_ call: Call, id: ID<Account>, body: HoursBody) async throws -> HoursView {
        let week = try WeeklyHours(body.weekly, at: "/weekly")
        return try await call.db.write { tx in
            try requireOperator(id, tx)
            let hours = try WorkingHours.save(
                week,
                of: id,
                in: body.timeZone,
                keepsOfficeDays: body.keepsOfficeDays,
                at: call.site,
                tx
            )
            try Audit.record(
                AppointmentAction.operatorHoursSave,
                of: Account.kind,
                id.cast(),
                by: call.actor,
                tx
            )
            return try HoursView(of: id, hours, for: call, tx)
        }
    }

    static func exceptions(
        _ call: Call,
        id: ID<Account>,
        days: DaysQuery
    ) async throws -> Listing<HoursExceptionView> {
        let (first, last) = days.range(upTo: 366, for: call)
        return try await call.db.read { tx in
            try requireOperator(id, tx)
            let found = try HoursException.list(of: id, from: first, through: last, tx)
            return Listing(found.map { HoursExceptionView($0) })
        }
    }

    static func except(
        _ call: Call,
        id: ID<Account>,
        body: NewHoursException
    ) async throws -> Created<HoursExceptionView> {
        _ = try body.span()
        return try await call.db.write { tx in
            try requireOperator(id, tx)
            let (made, affected) = try HoursException.add(body, of: id, at: call.site, tx)
            try Audit.record(
                AppointmentAction.operatorHoursExcept,
                of: Account.kind,
                id.cast(),
                by: call.actor,
                tx
            )
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
            try HoursException.remove(exception, of: id, tx)
            try Audit.record(
                AppointmentAction.operatorHoursForget,
                of: Account.kind,
                id.cast(),
                by: call.actor,
                tx
            )
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
