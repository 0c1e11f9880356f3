import Kernel
import Store

extension Membership {
    /// Ends the membership: the seat is free, and an administrator becomes an ordinary user.
    ///
    /// The account and its data stay as they are.
    @discardableResult
    func ended(by event: Event, as call: Call, _ tx: borrowing Tx) throws -> Membership {
        let rules = try call.site.organizationRules
        let person = try Account.find(account, tx)
        try Organization.keepAnAdministrator(without: person, at: call.site, tx)
        let left = try advanced(by: event, as: call, tx)
        if person.role == rules.administrator {
            _ = try person.changed(role: rules.member, by: call.actor, at: call.site, tx)
        }
        return left
    }
}
