import Kernel
import Platform
import Store
import Web

/// Offices that providers and staff book.
enum OfficeRoutes {
    static let routes = rows.tagged("Office spaces")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                            handler       needs
        Get   ("/office-spaces",               list,         .officeRead,   "List the offices", details: "By distance where a point is given, otherwise by name.")
        Post  ("/office-spaces",               add,          .officeManage, "Add an office").refuses(.nameTaken)
        Get   ("/office-spaces/search",        search,       .officeRead,   "Search for offices", details: "The same as the list of offices.")
        Get   ("/office-spaces/bookings",      listBookings, .officeBook,   "List bookings of offices", details: "The caller's own, newest first; administrators see all.")
        Put   ("/office-spaces/bookings/{id}", move,         .officeBook,   "Cancel a booking, or record an arrival", details: "A cancellation by the booker is free until 24 hours before the start, and costs the price after that. Cancellations by administrators are free.").refuses(.illegalTransition, .stale)
        Get   ("/office-spaces/{id}",          show,         .officeRead,   "Get an office")
        Put   ("/office-spaces/{id}",          change,       .officeManage, "Change an office", details: "Absent members stay as they are. Bookings keep their price and their time.").refuses(.nameTaken, .stale)
        Delete("/office-spaces/{id}",          remove,       .officeManage, "Delete an office", details: "Past bookings stay.").refuses(.inUse, .stale)
        Post  ("/office-spaces/{id}/book",     book,         .officeBook,   "Book an office", details: "A provider's price is that of today, and is booked on the balance at the start; local managers and administrators pay nothing.").refuses(.slotTaken, .holderBusy)
    }

    static func list(_ call: Call, filter: OfficeFilter, page: PageRequest) async throws -> Page<OfficeView> {
        try await call.db.read { tx in
            let found = try filter.page(page, for: call, tx)
            let views = try found.data.map { row in
                try OfficeView(row.office, at: filter.hasPoint ? row.metres : nil, tx)
            }
            return Page(views, next: found.next, total: found.total)
        }
    }

    static func search(_ call: Call, filter: OfficeFilter, page: PageRequest) async throws -> Page<OfficeView>
    {
        try await list(call, filter: filter, page: page)
    }

    static func show(_ call: Call, id: ID<OfficeSpace>) async throws -> Versioned<OfficeView> {
        try await call.db.read { tx in
            let office = try OfficeSpace.find(id, for: call, tx)
            return Versioned(try OfficeView(office, tx), version: office.version)
        }
    }

    static func add(_ call: Call, body: NewOffice) async throws -> Created<OfficeView> {
        try await call.db.write { tx in
            let office = try OfficeSpace.add(body, tx)
            try Audit.record(OfficeAction.add, of: OfficeSpace.kind, office.id.cast(), by: call.actor, tx)
            return Created(
                try OfficeView(office, tx),
                at: "/office-spaces/\(office.id)",
                version: office.version
            )
        }
    }

    static func change(
        _ call: Call,
        id: ID<OfficeSpace>,
        match: IfMatch?,
        body: OfficeChanges
    ) async throws -> Versioned<OfficeView> {
        try await call.db.write { tx in
            let office = try OfficeSpace.find(id, for: call, tx)
            try match?.check(office.version)
            let changed = try office.changed(by: body, tx)
            try Audit.record(OfficeAction.change, of: OfficeSpace.kind, id.cast(), by: call.actor, tx)
            return Versioned(try OfficeView(changed, tx), version: changed.version)
        }
    }

    static func remove(_ call: Call, id: ID<OfficeSpace>, match: IfMatch?) async throws -> OfficeView {
        try await call.db.write { tx in
            let office = try OfficeSpace.find(id, for: call, tx)
            try match?.check(office.version)
            try office.delete(tx)
            try Audit.record(OfficeAction.delete, of: OfficeSpace.kind, id.cast(), by: call.actor, tx)
            return try OfficeView(OfficeSpace.find(id, tx), tx)
        }
    }

    static func book(
        _ call: Call,
        id: ID<OfficeSpace>,
        body: OfficeSpan
    ) async throws -> Created<OfficeBookingView> {
        try await call.db.book { tx in
            let office = try OfficeSpace.find(id, for: call, tx)
            let booked = try OfficeBooking.book(office, body, as: call, tx)
            let path = "/office-spaces/bookings/\(booked.id)"
            return Created(OfficeBookingView(booked, in: office), at: path, version: booked.version)
        }
    }

    static func listBookings(
        _ call: Call,
        filter: OfficeBookingFilter,
        page: PageRequest
    ) async throws -> Page<OfficeBookingView> {
        let conditions: [SQL?] = [
            filter.officeId.map { "k.office_id = \($0)" }, filter.from.map { "k.until_at > \($0)" },
            filter.until.map { "k.from_at < \($0)" }, filter.status.map { "k.state \(in: $0)" },
        ]
        return try await call.db.read { tx in
            let bookings: Page<OfficeBooking> = try tx.page(
                page,
                """
                SELECT \(OfficeBooking.columns) FROM office_booking k
                 WHERE \(OfficeBooking.visible(to: call.scope)) AND \(SQL.all(conditions.compactMap(\.self)))
                """,
                order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
            )
            return try bookings.map { OfficeBookingView($0, in: try OfficeSpace.find($0.office, tx)) }
        }
    }

    static func move(
        _ call: Call,
        id: ID<OfficeBooking>,
        match: IfMatch?,
        body: OfficeBookingMove
    ) async throws -> Versioned<OfficeBookingView> {
        try await call.db.write { tx in
            let booking = try OfficeBooking.find(id, within: call.scope, tx)
            try match?.check(booking.version)
            let reason = try body.reason.demanded(if: booking.account != call.actor.account)
            return try OfficeBookingView.versioned(
                booking.changed(to: body.status, because: reason, as: call, tx),
                tx
            )
        }
    }
}
