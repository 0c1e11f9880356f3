import Kernel
import Platform
import Store

extension AppointmentType {
    static func add(
        _ new: NewAppointmentType,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> AppointmentType {
        let id = tx.newID(of: AppointmentType.self)
        try tx.execute(
            """
            INSERT INTO appointment_type (id, service, title, location, duration_minutes, before_minutes, after_minutes,
                                          notice_minutes, horizon_days, step_minutes, is_active, created_at, updated_at,
                                          version)
            VALUES (\(id), \(new.service), \(json: new.title), \(new.location), \(new.durationMinutes),
                    \(new.bufferBeforeMinutes?.value ?? 0), \(new.bufferAfterMinutes?.value ?? 0),
                    \(new.noticeMinutes?.value ?? 120), \(new.horizonDays?.value ?? 60), \(new.stepMinutes?.value ?? 15),
                    \(new.isActive ?? true), \(tx.now), \(tx.now), 1)
            """
        )
        try name(new.operatorIds ?? [], for: id, tx)
        try Audit.record(AppointmentAction.appointmentTypeCreate, of: kind, id.cast(), by: actor, tx)
        return try find(id, tx)
    }

    func changed(
        by changes: AppointmentTypeChanges,
        as actor: Actor,
        _ tx: borrowing Tx
    ) throws -> AppointmentType {
        try tx.changeOne(
            """
            UPDATE appointment_type
               SET title = \(json: changes.title ?? title), location = \(changes.location.applied(to: location)),
                   duration_minutes = \(changes.durationMinutes?.value ?? duration),
                   before_minutes = \(changes.bufferBeforeMinutes?.value ?? before),
                   after_minutes = \(changes.bufferAfterMinutes?.value ?? after),
                   notice_minutes = \(changes.noticeMinutes?.value ?? notice),
                   horizon_days = \(changes.horizonDays?.value ?? horizon),
                   step_minutes = \(changes.stepMinutes?.value ?? step), is_active = \(changes.isActive ?? isActive),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        if let operators = changes.operatorIds { try Self.name(operators, for: id, tx) }
        try Audit.record(AppointmentAction.appointmentTypeChange, of: Self.kind, id.cast(), by: actor, tx)
        return try Self.find(id, tx)
    }

    func delete(by actor: Actor, _ tx: borrowing Tx) throws {
        guard try !tx.exists("SELECT 1 FROM appointment WHERE type_id = \(id)") else {
            throw Problem(.appointmentTypeUsed)
        }
        try tx.changeOne("DELETE FROM appointment_type WHERE id = \(id) AND version = \(version)")
        try Audit.record(AppointmentAction.appointmentTypeDelete, of: Self.kind, id.cast(), by: actor, tx)
    }

    /// Replaces the qualified operators; an empty list qualifies all of them.
    private static func name(
        _ operators: [ID<Account>],
        for type: ID<AppointmentType>,
        _ tx: borrowing Tx
    ) throws {
        guard operators.count <= 200 else {
            throw Problem(.invalid, faults: [Problem.Fault("/operator_ids", .tooManyOperators)])
        }
        let known = Set(
            try tx.values(
                """
                SELECT id FROM account
                 WHERE id \(in: operators) AND role = \(Role.operator.name) AND state = \(Account.State.active)
                """,
                as: ID<Account>.self
            )
        )
        let faults = operators.enumerated().filter { !known.contains($0.element) }.map {
            Problem.Fault("/operator_ids/\($0.offset)", .notAnActiveOperator)
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        try tx.execute("DELETE FROM appointment_operator WHERE type_id = \(type)")
        for account in known.sorted() {
            try tx.execute(
                "INSERT INTO appointment_operator (type_id, operator_id) VALUES (\(type), \(account))"
            )
        }
    }
}
