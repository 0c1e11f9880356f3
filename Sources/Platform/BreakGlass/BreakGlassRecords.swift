import Kernel
import Store
import Web

/// The operation with which requesters read.
struct BreakGlassReading: Sendable {
    /// See ``BreakGlassRules``.
    let logMetadata: (@Sendable (ID<Account>) -> SQL)?

    /// Reads and logs in one transaction, so that no read is without an entry and none comes after the end.
    @Sendable func records(
        _ call: Call,
        id: ID<BreakGlassGrant>,
        filter: RecordsFilter,
        page: PageRequest
    ) async throws -> BreakGlassRecords {
        let me = try call.account
        return try await call.db.write { tx in
            let grant = try BreakGlassGrant.find(id, tx)
            try grant.check(filter.scope, of: me, at: tx.now)
            try grant.read(filter.scope, tx)
            try Audit.record(
                BreakGlassAction.read,
                of: BreakGlassGrant.kind,
                id.cast(),
                by: call.actor,
                details: [
                    "subject": .string(grant.subject.description), "scope": .string(filter.scope.rawValue),
                ],
                tx
            )
            return switch filter.scope {
            case .account: try BreakGlassRecords(ofAccount: grant.subject, at: call.site, tx)
            case .logMetadata: try BreakGlassRecords(ofLog: logMetadata?(grant.subject), page, tx)
            }
        }
    }
}

extension BreakGlassGrant {
    fileprivate func check(_ scope: Scope, of reader: ID<Account>, at now: Instant) throws {
        guard requester == reader else { throw Problem(.notFound) }
        guard status == .active, overdue(at: now) == nil else { throw Problem(.breakGlassNotActive) }
        guard scopes.contains(scope) else { throw Problem(.notFound) }
    }
}

/// The choice of the data to read.
struct RecordsFilter: Query {
    /// One of the scopes of the grant.
    var scope: BreakGlassGrant.Scope
}

/// Data about a person: of the account, or a page of the times at which their devices wrote.
struct BreakGlassRecords: View {
    /// The scope that was read.
    var scope: BreakGlassGrant.Scope
    /// The answers to policies in force, the newest of each purpose; absent with `log_metadata`.
    var consents: [ConsentAnswer]?
    /// The open sessions, the last used first; absent with `log_metadata`.
    var sessions: [SessionView]?
    /// The time of the last login; absent with `log_metadata`, and when no recent login is known.
    var lastLogin: Instant?
    /// The person's settings; absent with `log_metadata`, and where people have none.
    var preferences: PersonalPreferencesView?
    /// The devices that receive push notifications; absent with `log_metadata`.
    var devices: [DeviceCount]?
    /// The operations of the person's devices, newest first; absent with `account`.
    var data: [LogMetadata]?
    /// The position of the page; absent with `account`.
    var page: Position?

    /// A person's last answer to a policy.
    struct ConsentAnswer: Codable, Sendable {
        /// The subject of the policy.
        var purpose: Consent.Purpose
        /// The version of the text that was answered.
        var policyVersion: String
        /// True for a consent, false for a withdrawal or refusal.
        var isGranted: Bool
        /// The time of the answer.
        var givenAt: Instant
    }

    /// The number of devices with one operating system.
    struct DeviceCount: RowDecodable, Codable, Sendable {
        /// The operating system.
        var platform: PushDevice.Platform
        /// The number of devices with it.
        var count: Int

        init(_ row: inout Row) throws {
            platform = try row.next()
            count = try row.next()
        }
    }

    /// The position of a page in its list.
    struct Position: Codable, Sendable {
        /// The `cursor` that asks for the next page; absent on the last one.
        var nextCursor: String?
        /// Whether there is a page after this one.
        var hasMore: Bool
    }

    init(ofAccount subject: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        scope = .account
        consents = try Consent.current(of: subject, tx).map {
            ConsentAnswer(
                purpose: $0.purpose,
                policyVersion: $0.policyVersion,
                isGranted: $0.isGranted,
                givenAt: $0.givenAt
            )
        }
        sessions = try Session.listLive(of: subject, tx).map { SessionView($0, isCurrent: false) }
        lastLogin = try tx.value(
            "SELECT MAX(s.created_at) FROM session s WHERE s.account_id = \(subject)",
            as: Instant.self
        )
        if site.product.notices.personal != nil {
            preferences = try PersonalPreferencesView(subject, at: site, tx)
        }
        devices = try tx.all(
            """
            SELECT p.platform, COUNT(*) FROM push_device p WHERE p.account_id = \(subject)
             GROUP BY p.platform ORDER BY p.platform
            """
        )
    }

    init(ofLog source: SQL?, _ request: PageRequest, _ tx: borrowing Tx) throws {
        scope = .logMetadata
        let found = try source.map { try LogMetadata.list(request, from: $0, tx) } ?? Page([])
        data = found.data
        page = Position(nextCursor: found.next?.token, hasMore: found.next != nil)
    }
}
