import Kernel
import Store
import Web

/// The acceptance of an invitation into an organisation, by the owner of an account or by a newcomer.
///
/// A product serves it with its own view of the person. Invitations of the site itself are accepted here too.
package enum InvitationAcceptance {
    package static func accept(
        _ call: Call,
        _ answer: InvitationAnswer
    ) async throws -> (account: Account, isNew: Bool) {
        let token = answer.token.rawValue
        let found = try await call.db.read { tx in try addressee(of: token, tx) }
        guard call.actor.kind != .person else {
            return (try await acceptAsOwner(call, answer, token), false)
        }
        guard !found.hasAccount else { throw Problem(.unauthenticated) }
        guard found.isOrganization else { return (try await acceptFromSite(call, answer, found.email), true) }
        let (newcomer, password) = try answer.newcomer()
        let hash = try await Accounts.hash(password, for: found.email, at: call.site)
        let account = try await call.db.write { tx in
            guard let invitation = try OrganizationInvitation.usable(token: token, tx) else {
                throw MailedToken.unusable
            }
            return try invitation.opened(by: newcomer, with: hash, answer, call, tx)
        }
        return (account, true)
    }

    private static func acceptAsOwner(
        _ call: Call,
        _ answer: InvitationAnswer,
        _ token: String
    ) async throws -> Account {
        try await call.db.write { tx in
            let account = try Account.find(call.account, tx)
            guard let invitation = try OrganizationInvitation.usable(token: token, tx) else {
                // An invitation of the site itself is only for people without an account.
                _ = try Invitation.find(token: token, tx)
                throw Problem(.emailTaken)
            }
            guard account.email == invitation.email else { throw Problem(.otherAddress) }
            return try invitation.joined(by: account, answer, call, tx)
        }
    }

    private static func acceptFromSite(
        _ call: Call,
        _ answer: InvitationAnswer,
        _ email: EmailAddress
    ) async throws -> Account {
        guard let password = answer.password else {
            throw Problem(.invalid, faults: [.init("/password", Refusal(.required))])
        }
        let hash = try await Accounts.hash(password, for: email, at: call.site)
        return try await call.db.write { tx in
            try Invitation.find(token: answer.token.rawValue, tx).accepted(with: hash, at: call.site, tx)
        }
    }

    private struct Addressee: Sendable {
        let email: EmailAddress
        let hasAccount: Bool
        let isOrganization: Bool
    }

    private static func addressee(of token: String, _ tx: borrowing Tx) throws -> Addressee {
        let invitation = try OrganizationInvitation.usable(token: token, tx)
        let email = try invitation?.email ?? Invitation.find(token: token, tx).email
        return Addressee(
            email: email,
            hasAccount: try Account.find(email: email, tx) != nil,
            isOrganization: invitation != nil
        )
    }
}

extension OrganizationInvitation {
    /// Creates the account, with a verified address: its owner has read the mail.
    fileprivate func opened(
        by newcomer: OrganizationRules.Newcomer,
        with password: HashedPassword,
        _ answer: InvitationAnswer,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Account {
        let policies = call.site.product.policies(at: tx.now)
        try Consents.check(registering: answer.consents ?? [], as: role, policies)
        try checkTakesMembers(tx)
        let account = try Accounts.register(
            email: email,
            password: password,
            role: role,
            locale: answer.language(at: call.site, or: locale),
            by: .nobody(from: call.origin),
            at: call.site,
            tx
        )
        let owner = Actor.owner(of: account, from: call.origin)
        let verified = try account.verified(by: owner, tx)
        try call.site.organizationRules.joined(verified, newcomer, tx)
        try Consent.record(answer.consents ?? [], of: account.id, from: "invitation", by: owner, tx)
        try completed(by: verified, as: call.site.call(as: owner, with: .account), tx)
        return verified
    }

    /// Takes an account into the organisation, with the invited role.
    fileprivate func joined(
        by account: Account,
        _ answer: InvitationAnswer,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Account {
        let rules = try call.site.organizationRules
        // Other roles, such as the site's administrators, cannot join an organisation.
        guard rules.role(named: account.role.name) != nil else { throw Problem(.forbidden) }
        guard try Membership.open(of: account.id, tx) == nil else { throw Problem(.alreadyMember) }
        try agree(to: answer.consents ?? [], account, call, tx)
        try checkTakesMembers(tx)
        var member = account
        if role != account.role {
            member = try account.changed(role: role, by: call.actor, at: call.site, tx)
        }
        if member.emailVerifiedAt == nil { member = try member.verified(by: call.actor, tx) }
        try completed(by: member, as: call, tx)
        return member
    }

    private func agree(
        to consents: [ConsentGiven],
        _ account: Account,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws {
        let policies = call.site.product.policies(at: tx.now)
        try Consents.check(consents, as: role, policies)
        try Consent.record(consents, of: account.id, from: "invitation", by: call.actor, tx)
        let given = try Consent.current(of: account.id, tx)
        let needed = Consents.needed(beside: given, as: role, policies)
        guard needed.isEmpty else {
            throw Problem(.invalid, faults: [.init("/consents", .consentsMissing(needed))])
        }
    }

    /// The seat is the invitation's, so none is counted.
    private func checkTakesMembers(_ tx: borrowing Tx) throws {
        try Organization.find(organization, tx).checkTakesMembers()
        try OrganizationSubscription.locked(of: organization, tx).checkTakesMembers()
    }

    private func completed(by account: Account, as call: Call, _ tx: borrowing Tx) throws {
        _ = try advanced(by: .accept, as: call, tx)
        try tx.execute(
            "UPDATE organization_invitation SET account_id = \(account.id) WHERE id = \(id)"
        )
        let membership = try Membership.insert(account, as: self, tx)
        try Audit.record(
            OrganizationAction.join,
            of: Membership.kind,
            membership.id.cast(),
            by: call.actor,
            tx
        )
    }
}
