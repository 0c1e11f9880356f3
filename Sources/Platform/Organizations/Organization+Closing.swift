import Kernel
import Store

extension Organization {
    /// Begins the closing: open invitations end now, and the members are notified.
    func closed(as call: Call, reason: String, _ tx: borrowing Tx) throws -> Organization {
        let closing = try advanced(by: .close, as: call, reason: reason, tx)
        for invitation in try OrganizationInvitation.open(in: id, tx) {
            _ = try invitation.advanced(by: .revoke, as: call, tx)
        }
        try tx.enqueue(NotifyOfClosing(organization: id, isWarning: false))
        return closing
    }

    /// Ends up to 100 memberships of an organisation whose closing is over: true when it is closed, false when members are left, nil when it was resumed meanwhile.
    static func endStep(_ id: ID<Organization>, as call: Call, _ tx: borrowing Tx) throws -> Bool? {
        let organization = try find(id, tx)
        guard organization.status == .closing, organization.closesAt.map({ $0 <= tx.now }) == true else {
            return nil
        }
        let open: [Membership] = try tx.all(
            """
            SELECT \(Membership.columns) FROM membership m
             WHERE m.organization_id = \(id) AND m.state <> 'left' ORDER BY m.id LIMIT 100
            """
        )
        for membership in open { try membership.ended(by: .remove, as: call, tx) }
        guard open.isEmpty else { return false }
        let subscription = try OrganizationSubscription.of(id, tx)
        if subscription.status != .cancelled { _ = try subscription.advanced(by: .cancel, as: call, tx) }
        _ = try organization.advanced(by: .end, as: call, tx)
        return true
    }
}
