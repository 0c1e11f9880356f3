import Kernel
import Store

/// Something with a state that moves only along its lifecycle's table.
package protocol LifecycleSubject: Sendable {
    associatedtype Status: RawRepresentable<String> & Hashable & Sendable
    associatedtype Event: RawRepresentable<String> & Hashable & Sendable

    static var lifecycle: Lifecycle<Self, Status, Event> { get }
    /// The noun in audit, history and event names, as `service_request`.
    static var kind: String { get }

    var id: ID<Self> { get }
    var status: Status { get }
    var version: Int { get }

    /// Writes the new status where the version is still the one read; ``Problem/Code/stale`` when it is not.
    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Self
    /// Makes an effect of the table happen, in the same transaction; other features react by an ``EffectHandler``.
    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws
    /// What webhooks tell of it once it has moved, in `<kind>.<status>`; nil tells nothing.
    ///
    /// Identities and states, never personal data.
    var announcement: JSONValue? { get }
}

extension LifecycleSubject {
    package var announcement: JSONValue? { nil }

    package func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        throw EffectWithoutMeaning(effect: effect)
    }
}

/// The table of a lifecycle names an effect, and its subject does not take it.
private struct EffectWithoutMeaning: Error {
    let effect: Effect
}

extension LifecycleSubject {
    /// Moves along the table: the row, the permission, the guard, the compare-and-set, the history, the
    /// audit, the effects, all in the caller's transaction.
    ///
    /// Nothing else may change a status.
    package func advanced(
        by event: Event,
        as call: Call,
        reason: String? = nil,
        fields: [String] = [],
        _ tx: borrowing Tx
    ) throws -> Self {
        let row = try permittedRow(event, for: call)
        let next = try transitioned(to: row.to, by: event, tx)
        try History.record(
            Transition(
                from: status.rawValue,
                to: row.to.rawValue,
                event: event.rawValue,
                reason: reason,
                fields: fields
            ),
            of: Self.kind,
            id.cast(),
            by: call.actor,
            tx
        )
        try Audit.record("\(Self.kind).\(event.rawValue)", of: Self.kind, id.cast(), by: call.actor, tx)
        for effect in row.effects {
            try next.apply(effect: effect, as: call.actor, tx)
            for handler in call.site.product.effects[effect] ?? [] {
                try handler.run(next, as: call.actor, tx)
            }
        }
        if let data = next.announcement {
            try Webhooks.emit("\(Self.kind).\(row.to.rawValue)", about: next.id.cast(), data: data, tx)
        }
        return next
    }

    /// The row of the table that the event follows, when the caller has its permission and its guard finds nothing.
    private func permittedRow(_ event: Event, for call: Call) throws -> On<Self, Status, Event> {
        guard let row = Self.lifecycle.row(event, from: status) else {
            throw Problem(.illegalTransition, extras: try transitionExtras(refusing: event, for: call))
        }
        guard call.scope(of: row.permission).reach != .none else {
            throw Problem(.forbidden, extras: ["permission": .string(row.permission.name)])
        }
        guard let guardian = row.guardian else { return row }
        let findings = guardian.findings(self)
        guard findings.isEmpty else {
            throw Problem(
                .guardFailed,
                guardian.message,
                faults: findings,
                extras: ["guard": .string(guardian.name)]
            )
        }
        return row
    }

    /// Moves by the first event that leads from here to `status` and that the caller may cause.
    ///
    /// When there is none it is ``Problem/Code/illegalTransition``, also where others may cause one: a customer's cancelling and an
    /// office's refusing lead to the same status, and `allowed` names the statuses that this caller can reach.
    package func advanced(
        to status: Status,
        as call: Call,
        reason: String? = nil,
        _ tx: borrowing Tx
    ) throws -> Self {
        let row = Self.lifecycle.rows(from: self.status).first {
            $0.to == status && call.scope(of: $0.permission).reach != .none
        }
        guard let row else {
            throw Problem(
                .illegalTransition,
                extras: [
                    "present": .string(self.status.rawValue), "wanted": .string(status.rawValue),
                    "allowed": .array(actions(for: call).map { .string($0.to) }),
                ]
            )
        }
        return try advanced(by: row.event, as: call, reason: reason, tx)
    }

    /// What the caller could do now, and for each move that is held back, what holds it.
    package func actions(for call: Call) -> [AvailableAction] {
        Self.lifecycle.rows(from: status)
            .filter { call.scope(of: $0.permission).reach != .none }
            .map { row in
                let findings = row.guardian?.findings(self) ?? []
                return AvailableAction(
                    action: row.event.rawValue,
                    to: row.to.rawValue,
                    allowed: findings.isEmpty,
                    blockedBy: findings.isEmpty ? nil : row.guardian?.name,
                    findings: findings.map { .init($0, in: call.languages) }
                )
            }
    }

    private func transitionExtras(refusing event: Event, for call: Call) throws -> [String: JSONValue] {
        [
            "present": .string(status.rawValue),
            "action": .string(event.rawValue),
            "allowed": .array(actions(for: call).map { .string($0.action) }),
        ]
    }
}

/// One move out of the present state, as the caller sees it.
package struct AvailableAction: Codable, Sendable {
    package var action: String
    package var to: String
    package var allowed: Bool
    /// The guard that holds the move back.
    package var blockedBy: String?
    package var findings: [Finding]

    package struct Finding: Codable, Sendable {
        package var pointer: String
        package var code: String
        package var message: String

        package init(_ fault: Problem.Fault, in languages: [Language]) {
            pointer = fault.pointer
            code = fault.refusal.code
            message = fault.refusal.message.text(in: languages)
        }
    }
}

package enum Lifecycles {
    static let problems: [Problem.Code] = [.illegalTransition, .guardFailed]
}
