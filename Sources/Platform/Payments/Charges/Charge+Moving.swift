import Kernel
import Store

extension Charge {
    /// Makes a step of the lifecycle, with its history; ``Problem/Code/illegalTransition`` when there is none.
    @discardableResult
    func transitioned(
        by event: Event,
        as actor: Actor = .system,
        because failure: String? = nil,
        _ tx: borrowing Tx
    ) throws -> Charge {
        guard let row = Self.lifecycle.row(event, from: state) else {
            throw Problem(.illegalTransition, extras: extras(refusing: event))
        }
        let failure = failure.map { String($0.prefix(300)) } ?? (event == .open ? self.failure : nil)
        try tx.changeOne(
            """
            UPDATE charge SET state = \(row.to), failure = \(failure), \(Secret.columns(row.to.isLive ? secret : nil)),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        let transition = Transition(
            from: state.rawValue,
            to: row.to.rawValue,
            event: event.rawValue,
            reason: event == .fail ? failure : nil,
            fields: []
        )
        try History.record(transition, of: Self.kind, id.cast(), by: actor, tx)
        try Audit.record("\(Self.kind).\(event.rawValue)", of: Self.kind, id.cast(), by: actor, tx)
        return try Self.find(id, tx)
    }

    private func extras(refusing event: Event) -> [String: JSONValue] {
        [
            "present": .string(state.rawValue), "action": .string(event.rawValue),
            "allowed": .array(Self.lifecycle.events(from: state).map { .string($0.rawValue) }),
        ]
    }

    /// Ends the charges of a subject that are not paid, and closes their pages; money that still comes is a stray.
    package static func end(
        of kind: String,
        _ subject: ID<Subject>,
        by event: Event = .lapse,
        as actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        for charge in try all(of: kind, subject, tx) where charge.state.isLive {
            try charge.end(by: event, as: actor, tx)
        }
    }

    @discardableResult
    func end(by event: Event, as actor: Actor, _ tx: borrowing Tx) throws -> Charge {
        let ended = try transitioned(by: event, as: actor, tx)
        if reference != nil { try tx.enqueue(CloseChargePage(charge: id), unique: id.description) }
        return ended
    }

    /// Keeps the gateway's page, which an earlier answer or an event names.
    func adopting(_ page: ChargePage, at site: Site, _ tx: borrowing Tx) throws -> Charge {
        let text = state.isLive ? page.secret : nil
        guard try reference != page.reference || url != page.url || secret(at: site) != text else {
            return self
        }
        let secret = try text.map { try Secret($0, of: id, at: site) }
        try tx.changeOne(
            """
            UPDATE charge SET reference = \(page.reference), url = \(page.url), \(Secret.columns(secret)),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }
}

extension Charge {
    /// Gives the customer more time.
    package func extended(until end: Instant, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE charge SET expires_at = \(end), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND expires_at < \(end)
            """
        )
    }
}
