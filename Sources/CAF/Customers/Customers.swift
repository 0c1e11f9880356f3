import Kernel
import Platform
import Store
import Web

/// Registration, and the caller's own profile.
enum Customers {
    static let routes = rows.tagged("Users")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path              handler      needs
        Post ("/auth/register",  register,    .anyone,      "Register a customer account", details: Accounts.registrationDetails).limited(Accounts.messageLimit)
        Get  ("/users/me",       showMe,      .account,     "Get the caller's profile")
        Patch("/users/me",       changeMe,    .account,     "Update the caller's profile", details: "A codice fiscale that the office has verified can no longer be changed.").refuses(.codiceFiscaleVerified, .stale, .tooManyRequests)
        Get  ("/users/{id}",     Users.show,  .usersManage, "Get a user's profile")
        Patch("/users/{id}",     change,      .usersManage, "Update a user's profile").afresh.refuses(.stale)
    }
}

/// A language for messages from the office.
enum Locale: String, SupportedLanguage {
    /// Messages in Italian, the office's own language.
    case italian = "it"
    /// Messages in English.
    case english = "en"

    static let placeholder = Locale.italian
}

/// Changes of a profile.
///
/// Absent members stay as they are; null clears the members that allow it.
struct ProfileChanges: Body, MergePatch {
    /// As on the identity document.
    var firstName: PersonName?
    /// As on the identity document.
    var lastName: PersonName?
    /// Must agree with the birth data.
    ///
    /// The owner can change it until the office has verified it; a change by the office needs a new verification.
    var codiceFiscale: CodiceFiscale?
    /// Must agree with the codice fiscale.
    var birthDate: Change<CivilDate>
    /// As registered, and as encoded in the codice fiscale.
    var sex: Change<Sex>
    /// The comune or the foreign state of birth.
    var birthplace: Change<Line<1, 100>>
    /// The Belfiore code of the comune or the foreign state of birth.
    var birthplaceCode: Change<CadastralCode>
    var phone: PhoneNumber?
    /// The registered address.
    var residence: Change<Address>
    /// The current home, where it differs from the residence.
    var domicile: Change<Address>
    /// The language of e-mails and notifications.
    var locale: Locale?
    /// Consents to give or to withdraw; others stay as they are.
    var consents: [ConsentGiven]?
}

extension Customers {
    static func showMe(_ call: Call) async throws -> Versioned<UserView> {
        let me = try call.account
        let (users, consents): ([User], [Consent]) = try await call.db.all(
            User.query(for: me, within: call.scope),
            Consent.current(of: me)
        )
        guard let user = users.first else { throw Problem(.notFound) }
        return Versioned(UserView(user, consents, for: call), version: user.version)
    }

    static func changeMe(
        _ call: Call,
        match: IfMatch?,
        body: ProfileChanges
    ) async throws -> Versioned<UserView> {
        var changed = try await apply(body, to: try call.account, call, match)
        // As in the answer to GET.
        changed.value.subscription = nil
        return changed
    }

    static func change(
        _ call: Call,
        id: ID<Account>,
        match: IfMatch?,
        body: ProfileChanges
    ) async throws -> Versioned<UserView> {
        try await apply(body, to: id, call, match)
    }

    private static func apply(
        _ changes: ProfileChanges,
        to id: ID<Account>,
        _ call: Call,
        _ match: IfMatch?
    ) async throws -> Versioned<UserView> {
        try await call.db.write { tx in
            let user = try User.find(id, within: call.scope, tx)
            try match?.check(user.version)
            try Consents.check(
                changes.consents ?? [],
                as: user.account.role,
                call.site.product.policies(at: tx.now)
            )
            if changes.phone != user.account.phone {
                try user.account.notifyOfNumber(changes.phone, by: call.actor, at: call.site, tx)
            }
            let changed = try user.changed(by: changes, as: call.actor, at: call.site, tx)
            return try Users.versioned(changed, for: call, tx)
        }
    }
}

extension User {
    func changed(
        by changes: ProfileChanges,
        as actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> User {
        var next = profile.changed(by: changes)
        if let codiceFiscale = changes.codiceFiscale {
            try FamilyMember.requireFree(
                codiceFiscale,
                in: account.id,
                except: nil,
                at: "/codice_fiscale",
                tx
            )
            next = try next.claiming(codiceFiscale, by: actor, at: site, tx)
        }
        try next.check()
        let saved = try next.save(tx)
        var account = account
        if changes.phone != nil || changes.locale != nil {
            let locale = changes.locale?.language ?? account.locale
            account = try account.changed(
                phone: changes.phone ?? account.phone,
                locale: locale,
                by: actor,
                tx
            )
        }
        try Consent.record(changes.consents ?? [], of: account.id, from: "profile", by: actor, tx)
        try Audit.record(CustomerAction.profileChange, of: Account.kind, account.id.cast(), by: actor, tx)
        return User(account: account, profile: saved)
    }
}

extension Profile {
    func changed(by changes: ProfileChanges) -> Profile {
        var next = self
        next.firstName = changes.firstName ?? firstName
        next.lastName = changes.lastName ?? lastName
        next.birthDate = changes.birthDate.applied(to: birthDate)
        next.sex = changes.sex.applied(to: sex)
        next.birthplace = changes.birthplace.applied(to: birthplace)
        next.birthplaceCode = changes.birthplaceCode.applied(to: birthplaceCode)
        next.residence = changes.residence.applied(to: residence)
        next.domicile = changes.domicile.applied(to: domicile)
        return next
    }
}
