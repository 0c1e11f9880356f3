import Kernel
import Store

/// A customer of the site that brings its people together: its members, their departments and sites.
package struct Organization: Sendable {
    package let id: ID<Organization>
    package internal(set) var name: Line<1, 120>
    /// The zone of its days and months.
    package internal(set) var zone: Zone
    /// Its places of work, across the departments.
    package internal(set) var sites: [OrganizationSite]
    package let status: Status
    /// The end of its closing; nil unless it is closing.
    package let closesAt: Instant?
    package let createdAt: Instant
    package let version: Int
    /// The active administrators, where ``counted(at:_:)`` has counted them for a guard.
    var administrators = 0

    static let closing = Duration.days(30)
    static let warning = Duration.days(7)
    static let mostSites = 20
}

/// A place of work of an organisation.
package struct OrganizationSite: Codable, Sendable, Hashable {
    /// The short name by which members and invitations refer to it; unique within the organisation.
    package var key: Line<1, 40>
    /// The name for people.
    package var name: Line<1, 120>
}

extension Organization: LifecycleSubject {
    package static let kind = "organization"

    /// The state of an organisation.
    package enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Being set up: only administrators are invited.
        case draft
        /// In use.
        case active
        /// Stopped by the site's administrators; members keep their accounts and data.
        case suspended
        /// Ends at `closes_at`, unless it is resumed before.
        case closing
        /// Ended: it has no members any more.
        case closed
    }

    package enum Event: String, Codable, CaseIterable, Sendable {
        case activate, suspend, resume, close, end
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<Organization, Status, Event>(start: .draft) {
        // event       from                                 to              needs                            only if
        On(.activate,  from: .draft,                        to: .active,    needs: .organizationAdminister,  if: .isAdministered)
        On(.suspend,   from: .active,                       to: .suspended, needs: .organizationAdminister)
        On(.resume,    from: .suspended, .closing,          to: .active,    needs: .organizationAdminister,  if: .isAdministered)
        On(.close,     from: .draft, .active, .suspended,   to: .closing,   needs: .organizationAdminister)
        On(.end,       from: .closing,                      to: .closed,    needs: .organizationAdminister)
    }

    package func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Organization {
        let end: Instant? = status == .closing ? tx.now + Self.closing : nil
        try tx.changeOne(
            """
            UPDATE organization
               SET state = \(status), closes_at = \(end), warned_at = NULL, updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }
}

extension Guard<Organization> {
    fileprivate static let isAdministered = Guard(
        "is_administered",
        [
            "en": "An organisation in use needs an administrator who has joined.",
            "it": "Un'organizzazione attiva richiede un amministratore che ne faccia già parte.",
            "ar": "تحتاج المؤسسة العاملة إلى مشرف انضم إليها.",
            "ku": "ڕێکخراوی چالاک بەڕێوەبەرێکی پێویستە کە پەیوەندی پێوە کردبێت.",
        ]
    ) { $0.administrators > 0 ? [] : [.init("/state", .withoutAdministrator)] }
}

extension Organization: Record {
    package static let columns: SQL =
        "o.id, o.name, o.zone, o.sites, o.state, o.closes_at, o.created_at, o.version"

    package init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        zone = try row.next()
        sites = try row.json()
        status = try row.next()
        closesAt = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }
}
