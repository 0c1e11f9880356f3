import Kernel
import Platform
import Store

/// The release of a month to an organisation, as a step of its lifecycle; its figures are in ``FrozenRelease``.
struct Release: Sendable {
    let id: ID<Release>
    let organization: ID<Organization>
    let month: CalendarMonth
    let status: Status
    let version: Int
    /// The reason of a withdrawal, to be saved with it.
    var reason: Reason?
    /// The outcome of a freeze, to be saved with it.
    var frozen: Frozen?

    typealias Reason = Line<1, 500>

    /// The organisation and the rules as they were at the freeze.
    struct Frozen: Sendable {
        let tree: ReleaseTree
        let policy: ReportPolicy
    }
}

extension Release: LifecycleSubject {
    static let kind = "release"

    /// The state of a release.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The month is over, and its figures are not computed yet.
        case due
        /// The figures are being computed.
        case computing
        /// The figures are shown; they never change.
        case frozen
        /// The figures are hidden.
        case withdrawn
    }

    /// An event of a release's lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The computation begins.
        case compute
        /// Members, policy, tree and figures are frozen.
        case freeze
        /// The figures are hidden permanently.
        case withdraw
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Release, Status, Event>(start: .due) {
        // event      from             to              needs
        On(.compute,  from: .due,       to: .computing, needs: .releaseFreeze)
        On(.freeze,   from: .computing, to: .frozen,    needs: .releaseFreeze,   then: .releaseFrozen)
        On(.withdraw, from: .frozen,    to: .withdrawn, needs: .releaseWithdraw, then: .releaseWithdrawn)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Release {
        try tx.changeOne(
            """
            UPDATE release
               SET state = \(status), updated_at = \(tx.now), version = version + 1\(changes(tx.now))
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }

    private func changes(_ now: Instant) -> SQL? {
        if let frozen {
            return """
                , tree = \(json: frozen.tree), k_scores = \(frozen.policy.kScores),
                k_participation = \(frozen.policy.kParticipation), policy_since = \(frozen.policy.since), frozen_at = \(now)
                """
        }
        return reason.map { ", state_reason = \($0)" }
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        switch effect {
        case .releaseFrozen: try tx.enqueue(MakeReleaseFiles(release: id))
        default: try notifyWithdrawn(tx)
        }
    }
}

extension Effect {
    static let releaseFrozen = Effect("release_frozen")
    static let releaseWithdrawn = Effect("release_withdrawn")
}

extension Permission {
    /// No role has it: only the server itself freezes.
    static let releaseFreeze = Permission("wellness.release.freeze")
}

extension Release: Record {
    static let columns: SQL = "r.id, r.organization_id, r.month, r.state, r.version"

    init(_ row: inout Row) throws {
        id = try row.next()
        organization = try row.next()
        month = try row.next()
        status = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<Release>, _ tx: borrowing Tx) throws -> Release {
        try tx.one("SELECT \(columns) FROM release r WHERE r.id = \(id)")
    }

    /// A new release, due; nil when the month has one.
    static func makeDue(
        for organization: ID<Organization>,
        _ month: CalendarMonth,
        _ tx: borrowing Tx
    ) throws -> ID<Release>? {
        let release = tx.newID(of: Release.self)
        let inserted = try tx.execute(
            """
            INSERT INTO release (id, organization_id, month, state, created_at, updated_at, version)
            VALUES (\(release), \(organization), \(month), \(Status.due), \(tx.now), \(tx.now), 1)
            ON CONFLICT (organization_id, month) DO NOTHING
            """
        )
        return inserted == 1 ? release : nil
    }
}

extension CalendarMonth: SQLValueConvertible {}
