import Kernel
import Platform
import Store
import Web

/// The appointment types: everyone reads them, administrators manage them.
enum AppointmentTypes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                            handler  needs
        Get   ("/appointment-types",             list,    .anyone,         "List bookable appointment types")
        Get   ("/admin/appointment-types",       listAll, .calendarManage, "List all appointment types", details: "Includes types that can no longer be booked.")
        Post  ("/admin/appointment-types",       create,  .calendarManage, "Create an appointment type")
        Get   ("/admin/appointment-types/{id}",  show,    .calendarManage, "Get an appointment type")
        Patch ("/admin/appointment-types/{id}",  change,  .calendarManage, "Update an appointment type", details: "Appointments that are already booked stay as they are.").refuses(.stale)
        Delete("/admin/appointment-types/{id}",  remove,  .calendarManage, "Delete an appointment type", details: "Refused once it has been booked: make it unavailable instead.").refuses(.appointmentTypeUsed, .stale)
    }

    static func list(_ call: Call) async throws -> Cached<Listing<OpenAppointmentType>> {
        let types: [AppointmentType] = try await call.db.read { tx in
            try tx.all(
                """
                SELECT \(AppointmentType.columns) FROM appointment_type t
                 WHERE t.is_active ORDER BY t.service, t.created_at, t.id
                """
            )
        }
        let shown = types.map { OpenAppointmentType($0, in: call.languages) }
        return Cached(Listing(shown), seconds: call.freshness)
    }

    static func listAll(_ call: Call) async throws -> Listing<AppointmentTypeView> {
        try await call.db.read { tx in
            let types: [AppointmentType] = try tx.all(
                "SELECT \(AppointmentType.columns) FROM appointment_type t ORDER BY t.service, t.created_at, t.id"
            )
            let operators = try types.map { try AppointmentType.named(for: $0.id, tx) }
            let people = try call.names(of: operators.joined().map { $0 }, tx)
            return Listing(zip(types, operators).map { AppointmentTypeView($0, $1, naming: people) })
        }
    }

    static func create(
        _ call: Call,
        body: NewAppointmentType
    ) async throws -> Created<AppointmentTypeView> {
        try await call.db.write { tx in
            let type = try AppointmentType.add(body, by: call.actor, tx)
            let view = try AppointmentTypeView.of(type, for: call, tx)
            return Created(view, at: "/admin/appointment-types/\(type.id)", version: type.version)
        }
    }

    static func show(
        _ call: Call,
        id: ID<AppointmentType>
    ) async throws -> Versioned<AppointmentTypeView> {
        try await call.db.read { tx in try view(AppointmentType.find(id, tx), call, tx) }
    }

    static func change(
        _ call: Call,
        id: ID<AppointmentType>,
        match: IfMatch?,
        body: AppointmentTypeChanges
    ) async throws -> Versioned<AppointmentTypeView> {
        try await call.db.write { tx in
            let type = try AppointmentType.find(id, tx)
            try match?.check(type.version)
            return try view(try type.changed(by: body, as: call.actor, tx), call, tx)
        }
    }

    static func remove(_ call: Call, id: ID<AppointmentType>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            let type = try AppointmentType.find(id, tx)
            try match?.check(type.version)
            try type.delete(by: call.actor, tx)
            return NoContent()
        }
    }

    private static func view(
        _ type: AppointmentType,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<AppointmentTypeView> {
        Versioned(try AppointmentTypeView.of(type, for: call, tx), version: type.version)
    }
}
