import Kernel
import Store

// Seats are counted under the lock of the subscription's row: active members and open invitations.
extension OrganizationSubscription {
    /// The subscription, locked: no other transaction counts its seats until this one has ended.
    ///
    /// SQLite has one writer. On PostgreSQL the lock only saves the retries of a transaction that would count in vain;
    /// SERIALIZABLE already refuses two that count the same rows and add to them.
    static func locked(
        of organization: ID<Organization>,
        _ tx: borrowing Tx
    ) throws -> OrganizationSubscription {
        if tx.dialect == .postgres {
            try tx.post(
                """
                SELECT 1 FROM organization_subscription WHERE organization_id = \(organization) FOR NO KEY UPDATE
                """
            )
        }
        return try of(organization, tx)
    }

    /// Refuses what a suspended or cancelled subscription does not allow: inviting, joining and returning.
    func checkTakesMembers() throws {
        guard ![.suspended, .cancelled].contains(status) else {
            throw Problem(.subscriptionSuspended, extras: ["state": .string(status.rawValue)])
        }
    }

    /// Refuses when no seat is left for one more.
    func checkFreeSeat(_ tx: borrowing Tx) throws {
        let used = try Seats.used(by: organization, tx).all
        guard used < seats.value else {
            throw Problem(
                .seatLimit,
                extras: ["seats": .integer(Int64(seats.value)), "used": .integer(Int64(used))]
            )
        }
    }
}

/// The seats of an organisation in use.
package struct Seats: RowDecodable, Sendable {
    package let members: Int
    /// An invitation holds its seat until it ends or expires, even before a job marks it as expired.
    package let openInvitations: Int

    package var all: Int { members + openInvitations }

    package init(_ row: inout Row) throws {
        members = try row.next()
        openInvitations = try row.next()
    }

    package static func used(by organization: ID<Organization>, _ tx: borrowing Tx) throws -> Seats {
        try tx.one(
            "SELECT \(members(of: "\(organization)")), \(invitations(of: "\(organization)", at: tx.now))"
        )
    }

    /// The number of active members, as a column.
    package static func members(of organization: SQL) -> SQL {
        """
        (SELECT COUNT(*) FROM membership sm WHERE sm.organization_id = \(organization) AND sm.state = 'active')
        """
    }

    /// The number of open invitations, as a column.
    package static func invitations(of organization: SQL, at now: Instant) -> SQL {
        """
        (SELECT COUNT(*) FROM organization_invitation si
          WHERE si.organization_id = \(organization) AND si.state = 'open' AND si.expires_at > \(now))
        """
    }
}
