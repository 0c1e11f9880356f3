import Kernel
import Store
import Web

/// The acceptance of an invitation: the token alone from the owner of an account, the details of a new account from others.
package struct InvitationAnswer: Body {
    /// The token from the mailed link.
    package var token: Text<1, 200>
    /// The password that a new account will have; not used with an account.
    package var password: Password?
    /// The given name of a newcomer; not used with an account.
    package var firstName: Line<1, 100>?
    /// The family name of a newcomer; not used with an account.
    package var lastName: Line<1, 100>?
    /// The language of a new account, as a BCP 47 tag; that of the invitation when absent.
    package var locale: String?
    /// The time zone of a newcomer; the site's when absent.
    package var timeZone: Zone?
    /// The consents that the invited role still needs, and any others that the person gives.
    package var consents: [ConsentGiven]?
}

extension InvitationAnswer {
    /// The details and the password of a newcomer; refused with a fault for each missing member.
    func newcomer() throws -> (OrganizationRules.Newcomer, Password) {
        guard let password, let firstName, let lastName else {
            let missing = [
                ("/password", password == nil), ("/first_name", firstName == nil),
                ("/last_name", lastName == nil),
            ]
            throw Problem(
                .invalid,
                faults: missing.filter(\.1).map { .init($0.0, Refusal(.required)) }
            )
        }
        return (.init(firstName: firstName, lastName: lastName, timeZone: timeZone), password)
    }

    func language(at site: Site, or language: Language) -> Language {
        locale.flatMap(site.product.languages.meant) ?? language
    }
}

/// The accepted invitation: 201 with a new account, otherwise 200.
package struct JoinedAnswer<Shown: View>: RouteOutput {
    private let shown: Shown
    private let isNew: Bool

    package init(_ shown: Shown, isNew: Bool) {
        self.shown = shown
        self.isNew = isNew
    }

    package static func describe(_ operation: inout Operation) {
        Shown.describe(&operation)
        operation.otherSuccess = operation.success
        Created<Shown>.describe(&operation)
    }

    package func reply(to incoming: Incoming) throws -> Reply {
        isNew
            ? try Created(shown, at: "/users/me").reply(to: incoming) : try shown.reply(to: incoming)
    }
}
