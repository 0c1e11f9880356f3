import Kernel
import Store
import Web

struct NewAccount: Body {
    var email: EmailAddress
    var password: Password
    var phone: PhoneNumber?
    var locale: String?
}

extension Accounts {
    /// Checks the rules (422 at `pointer`) and hashes; do it before the transaction, which must not wait for
    /// Argon2.
    package static func hash(
        _ password: Password,
        for email: EmailAddress,
        at site: Site,
        pointer: String = "/password"
    ) async throws -> HashedPassword {
        try check(password, for: email, at: site, pointer: pointer)
        return try await site.passwords.hash(password)
    }

    package static func check(
        _ password: Password,
        for email: EmailAddress,
        at site: Site,
        pointer: String = "/password"
    ) throws(Problem) {
        let minimum = site.product.accounts.passwordMinimum
        guard let refusal = PasswordRules.refusal(of: password, for: email, minimum: minimum) else { return }
        throw Problem(.invalid, faults: [.init(pointer, refusal)])
    }

    /// Opens an account, in the transaction that also writes what the product keeps of the person.
    ///
    /// A taken e-mail address answers 409, which tells that it is taken. An answer alike for both cases needs a
    /// mail to the address, and so the mail room; until then the rate limit of the route (``limit``) is what
    /// stands against trying many addresses, and the password is hashed in either case, so that the time tells
    /// no more than the status.
    package static func register(
        email: EmailAddress,
        phone: PhoneNumber? = nil,
        password: HashedPassword?,
        role: Role? = nil,
        locale: Language,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Account {
        let role = role ?? site.product.accounts.selfRegistrationRole
        try check(role, at: site)
        let account = try Account.insert(
            email: email,
            phone: phone,
            password: password,
            role: role,
            locale: locale,
            tx
        )
        guard let account else { throw Problem(.emailTaken) }
        let opener = actor.kind == .nobody ? Actor(kind: .person, account: account.id, role: role) : actor
        try Audit.record(
            "account.register",
            of: Account.kind,
            account.id.cast(),
            by: opener,
            details: ["role": .string(role.name)],
            tx
        )
        if actor.kind == .nobody {
            try mail(.verifyEmail, to: email, of: account, as: .emailToVerify, at: site, tx)
        }
        return account
    }

    /// An account of any role, opened by an administrator or from the command line.
    package static func createStaff(
        email: EmailAddress,
        phone: PhoneNumber? = nil,
        password: Password,
        role: Role,
        locale: Language,
        by actor: Actor,
        at site: Site
    ) async throws -> Account {
        let hash = try await hash(password, for: email, at: site)
        return try await site.db.write { tx in
            try register(
                email: email,
                phone: phone,
                password: hash,
                role: role,
                locale: locale,
                by: actor,
                at: site,
                tx
            )
        }
    }

    /// `POST auth/register` for a product that asks for no more than an e-mail address and a password.
    package static func registerRoute(under root: String) -> Route {
        Post("\(root)/auth/register", register, .anyone, "Open an account")
            .limited(limit).upTo(bytes: bodyLimit).refuses(.emailTaken)
    }

    static func register(_ call: Call, body: NewAccount) async throws -> Created<AccountView> {
        let hash = try await hash(body.password, for: body.email, at: call.site)
        let spoken = call.site.product.languages
        let locale = spoken.first { $0.tag == body.locale } ?? call.languages.first ?? .english
        let account = try await call.db.write { tx in
            try register(
                email: body.email,
                phone: body.phone,
                password: hash,
                locale: locale,
                by: .nobody,
                at: call.site,
                tx
            )
        }
        return Created(AccountView(account), at: "\(call.site.product.root)/users/me")
    }

    static func check(_ role: Role, at site: Site) throws {
        guard site.product.access.roles.contains(role) else {
            throw Problem(.invalid, faults: [.init("/role", .unknownRole)])
        }
    }
}
