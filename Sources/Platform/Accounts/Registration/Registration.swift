import Kernel
import Store

extension Accounts {
    /// Checks the rules (422 at `pointer`) and hashes, before the transaction, which must not wait for Argon2.
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

    /// Creates an account, in the transaction that also writes the product's row of the person.
    ///
    /// Throws ``Problem/Code/emailTaken``, only to callers who have read a mail to the address or open accounts for
    /// others. A number is a claim until its owner confirms it with a code; only commands vouch for one, and may see
    /// ``Problem/Code/phoneTaken``.
    package static func register(
        email: EmailAddress,
        phone: PhoneNumber? = nil,
        hasShownPhone: Bool = false,
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
            phone: PhoneBook(phone, isTrusted: hasShownPhone || actor.kind == .system, at: site, tx),
            password: password,
            role: role,
            locale: locale,
            tx
        )
        guard let account else {
            throw Problem(try Account.find(email: email, tx) == nil ? .phoneTaken : .emailTaken)
        }
        let opener = actor.kind == .nobody ? .owner(of: account, from: actor.origin) : actor
        try Audit.record(
            AccountAction.register,
            of: Account.kind,
            account.id.cast(),
            by: opener,
            details: ["role": .string(role.name)],
            tx
        )
        return account
    }

    /// Creates an account of any role for an administrator or the command line.
    ///
    /// The server itself may use a common password: its demo does.
    package static func createStaff(
        email: EmailAddress,
        phone: PhoneNumber? = nil,
        password: Password,
        role: Role,
        locale: Language,
        by actor: Actor,
        at site: Site
    ) async throws -> Account {
        let hash =
            actor.kind == .system
            ? try await site.passwords.hash(password) : try await hash(password, for: email, at: site)
        return try await site.db.write { tx in
            let account = try register(
                email: email,
                phone: phone,
                password: hash,
                role: role,
                locale: locale,
                by: actor,
                at: site,
                tx
            )
            try site.product.appointed(account, tx)
            return account
        }
    }

    static func check(_ role: Role, at site: Site) throws {
        guard site.product.access.roles.contains(role) else {
            throw Problem(.invalid, faults: [.init("/role", .unknownRole)])
        }
    }
}
