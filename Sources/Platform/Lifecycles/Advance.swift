import Kernel
import Store

/// A record with a status that changes only along the table of its lifecycle.
package protocol LifecycleSubject: Sendable {
    associatedtype Status: RawRepresentable<String> & Hashable & Sendable
    associatedtype Event: RawRepresentable<String> & Hashable & Sendable

    static var lifecycle: Lifecycle<Self, Status, Event> { get }
    /// The noun in audit, history and event names, such as `service_request`.
    static var kind: String { get }

    var id: ID<Self> { get }
    var status: Status { get }
    var version: Int { get }

    /// Saves the new status; throws ``Problem/Code/stale`` when the version is no longer the one read.
    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Self
    /// Carries out an effect of the table, in the same transaction; other features react by an ``EffectHandler``.
    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws
    /// The same for records that move together.
    static func apply(effect: Effect, to subjects: [Self], as actor: Actor, _ tx: borrowing Tx) throws
    /// The data of the webhook event `<kind>.<status>` after a transition; nil emits none.
    ///
    /// Identities and states, never personal data.
    var announcement: JSONValue? { get }
    /// The refusal of a move whose guard finds something: what is missing, or that it is not the time for it.
    static var guardRefusal: Problem.Code { get }
}

extension LifecycleSubject {
    package var announcement: JSONValue? { nil }
    package static var guardRefusal: Problem.Code { .guardFailed }

    package func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        throw EffectWithoutMeaning(effect: effect)
    }

    package static func apply(
        effect: Effect,
        to subjects: [Self],
        as actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        for subject in subjects { try subject.apply(effect: effect, as: actor, tx) }
    }
}

/// An effect in the table of a lifecycle that its subject does not carry out.
private struct EffectWithoutMeaning: Error {
    let effect: Effect
}

extension LifecycleSubject {
    /// Makes a transition of the table, in the caller's transaction; nothing else may change a status.
    ///
    /// In order: the row, the permission, the guard, the compare-and-set, the history, the audit log and the effects.
    package func advanced(
        by event: Event,
        as call: Call,
        reason: String? = nil,
        fields: [String] = [],
        details: JSONValue? = nil,
        _ tx: borrowing Tx
    ) throws -> Self {
        let row = try permittedRow(event, for: call)
        let next = try advanced(along: row, as: call, reason: reason, fields: fields, details: details, tx)
        try Self.follow(row, [next], as: call, tx)
        return next
    }

    /// Makes the same transition of many records in one state; the effects follow when all have moved.
    package static func advanced(
        _ subjects: [Self],
        by event: Event,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> [Self] {
        let rows = try subjects.map { try $0.permittedRow(event, for: call) }
        guard let row = rows.first else { return [] }
        precondition(subjects.allSatisfy { $0.status == subjects[0].status }, "they are in one state")
        var next: [Self] = []
        for subject in subjects { next.append(try subject.advanced(along: row, as: call, tx)) }
        try follow(row, next, as: call, tx)
        return next
    }

    /// The compare-and-set with its traces.
    private func advanced(
        along row: On<Self, Status, Event>,
        as call: Call,
        reason: String? = nil,
        fields: [String] = [],
        details: JSONValue? = nil,
        _ tx: borrowing Tx
    ) throws -> Self {
        let next = try transitioned(to: row.to, by: row.event, tx)
        try History.record(
            Transition(
                from: status.rawValue,
                to: row.to.rawValue,
                event: row.event.rawValue,
                reason: reason,
                fields: fields,
                details: details
            ),
            of: Self.kind,
            id.cast(),
            by: call.actor,
            tx
        )
        try Audit.record(
            "\(Self.kind).\(row.event.rawValue)",
            of: Self.kind,
            id.cast(),
            by: call.actor,
            details: details ?? [:],
            tx
        )
        return next
    }

    /// The effects of the row, and the webhooks.
    private static func follow(
        _ row: On<Self, Status, Event>,
        _ subjects: [Self],
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        for effect in row.effects {
            try apply(effect: effect, to: subjects, as: call.actor, tx)
            for handler in call.site.product.effects[effect] ?? [] {
                try handler.run(subjects, as: call, tx)
            }
        }
        for subject in subjects {
            guard let data = subject.announcement else { continue }
            try Webhooks.emit("\(kind).\(row.to.rawValue)", about: subject.id.cast(), data: data, tx)
        }
    }

    /// The row of the event, when the caller has its permission and its guard finds nothing.
    private func permittedRow(_ event: Event, for call: Call) throws -> On<Self, Status, Event> {
        guard let row = Self.lifecycle.row(event, from: status) else {
            throw Problem(.illegalTransition, extras: transitionExtras(refusing: event, for: call))
        }
        guard call.scope(of: row.permission).reach != .none else {
            throw Problem(.forbidden, extras: ["permission": .string(row.permission.name)])
        }
        guard let guardian = row.guardian else { return row }
        let findings = guardian.findings(self)
        guard findings.isEmpty else {
            var extras =
                Self.guardRefusal == .illegalTransition ? transitionExtras(refusing: event, for: call) : [:]
            extras["guard"] = .string(guardian.name)
            throw Problem(Self.guardRefusal, guardian.message, faults: findings, extras: extras)
        }
        return row
    }

    /// Makes the first transition to `status` that the caller may cause.
    ///
    /// Throws ``Problem/Code/illegalTransition`` when there is none, also where others may cause one: a customer's
    /// cancellation and an office's refusal can lead to the same status. Its `allowed` names the statuses that this
    /// caller can reach.
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

    /// The actions that the caller may cause in this status, with the reasons why some are blocked.
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

    private func transitionExtras(refusing event: Event, for call: Call) -> [String: JSONValue] {
        [
            "present": .string(status.rawValue),
            "action": .string(event.rawValue),
            "allowed": .array(actions(for: call).map { .string($0.action) }),
        ]
    }
}

/// An action on a record in its current state, as the caller sees it.
package struct AvailableAction: Codable, Sendable {
    /// The event of the lifecycle, such as `publish`.
    package var action: String
    /// The status after the action.
    package var to: String
    /// Whether the caller can do it now; findings say what is missing.
    package var allowed: Bool
    /// The name of the condition that is not met; absent when the action is allowed.
    package var blockedBy: String?
    /// The reasons why the action is not allowed; empty when it is.
    package var findings: [Finding]

    /// A reason why an action is not allowed.
    package struct Finding: Codable, Sendable {
        /// The JSON Pointer of the member that is at fault.
        package var pointer: String
        /// The kind of fault, such as `required`.
        package var code: String
        /// The fault as a sentence, in the language of the request.
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
