import Kernel
import Platform
import Store

extension Course {
    static func find(_ id: ID<Course>, _ tx: borrowing Tx) throws -> Course {
        try tx.one("SELECT \(columns) FROM \(source) WHERE c.id = \(id)")
    }

    /// A course that is or was public.
    static func findOpen(_ id: ID<Course>, _ tx: borrowing Tx) throws -> Course {
        try tx.one("SELECT \(columns) FROM \(source) WHERE c.id = \(id) AND c.status <> \(Status.draft)")
    }

    static func add(_ new: NewCourse, by actor: Actor, _ tx: borrowing Tx) throws -> Course {
        guard new.startsAt < new.endsAt else { throw invalidEnd }
        let id = tx.newID(of: Course.self)
        try Offer.open(id.cast(), seats: new.capacity.value, tx)
        try tx.execute(
            """
            INSERT INTO course (id, title, description, location, starts_at, ends_at, price_cents, is_in_plan, status,
                                sequence, search_text, created_at, updated_at, version)
            VALUES (\(id), \(json: new.title), \(new.description), \(new.location), \(new.startsAt), \(new.endsAt),
                    \(new.priceCents ?? .zero), \(new.includedInPlan ?? false), \(Status.draft), 0,
                    \(searchText(new.title, new.description.rawValue, new.location?.rawValue)), \(tx.now), \(tx.now), 1)
            """
        )
        try record(.create, id, by: actor, tx)
        return try find(id, tx)
    }

    /// Updates the course; a new time or place raises the sequence number for calendars.
    func changed(by changes: CourseChanges, as actor: Actor, _ tx: borrowing Tx) throws -> Course {
        let (start, end) = (changes.startsAt ?? startsAt, changes.endsAt ?? endsAt)
        let place = changes.location.applied(to: location)
        guard start < end else { throw Self.invalidEnd }
        let (name, words) = (changes.title ?? title, changes.description ?? summary)
        let isMoved = start != startsAt || end != endsAt || place != location
        try tx.changeOne(
            """
            UPDATE course
               SET title = \(json: name), description = \(words),
                   search_text = \(Self.searchText(name, words.rawValue, place?.rawValue)),
                   location = \(place), starts_at = \(start), ends_at = \(end),
                   price_cents = \(changes.priceCents ?? price), is_in_plan = \(changes.includedInPlan ?? isInPlan),
                   sequence = sequence + \(isMoved ? 1 : 0), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Self.record(.change, id, by: actor, tx)
        return try Self.find(id, tx)
    }

    func delete(by actor: Actor, _ tx: borrowing Tx) throws {
        guard offer.taken == 0, waiting == 0 else { throw Problem(.courseInUse) }
        try tx.changeOne("DELETE FROM course WHERE id = \(id) AND version = \(version)")
        try Offer.remove(offerID, tx)
        try Self.record(.delete, id, by: actor, tx)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Course {
        try tx.changeOne(
            """
            UPDATE course
               SET status = \(status), status_reason = \(statusReason), sequence = sequence + 1, updated_at = \(tx.now),
                   version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }

    private static func record(
        _ action: CourseAction,
        _ id: ID<Course>,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        try Audit.record(action, of: kind, id.cast(), by: actor, tx)
    }

    private static let invalidEnd = Problem(
        .invalid,
        faults: [Problem.Fault("/ends_at", .endsBeforeItBegins)]
    )
}
