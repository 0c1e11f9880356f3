import Kernel
import Store

/// Actions of users on their own accounts: logins, consents, copies of their data and personal reports.
///
/// Where administrators may not see which data the site keeps about a person, the audit log hides it from them too;
/// break-glass is the way to see it. The chain of the log covers all entries.
enum PrivateActivity {
    /// The condition of an entry `e` that administrators may see; nil where they see all.
    static func excluded(at site: Site) -> SQL? {
        let (accounts, access) = (site.product.accounts, site.product.access)
        guard !accounts.administratorsSeeHoldings else { return nil }
        let users = access.roles.filter { !accounts.administrators.contains($0) }.map(\.name)
        let shared = OrganizationAuditLog.audited(at: site).map(\.kind)
        return """
            (NOT (e.actor_role \(in: users)) OR e.subject_kind \(in: shared)
             OR (e.subject_kind = \(Account.kind) AND e.subject_id <> e.actor_id)
             OR e.action = \(PrivacyAction.accountErase.rawValue))
            AND NOT (e.action \(in: answers))
            """
    }

    /// Actions that reveal consents of a person, no matter which actor they have.
    private static let answers = [PrivacyAction.consentRecord.rawValue, WithdrawalAction.erase.rawValue]
}
