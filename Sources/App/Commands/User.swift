import ArgumentParser
import Kernel
import Platform
import Store

/// The command `portico user`.
struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Create accounts, set passwords and list accounts.",
        subcommands: [Create.self, SetPassword.self, DropSecondFactor.self, List.self]
    )

    /// The options that select the product of the account.
    struct Options: ParsableArguments {
        @Option(help: "The product the account belongs to.")
        var product: String

        func validate() throws { _ = try allProducts.named(product) }
    }
}

extension User {
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create an account; its password is read from standard input."
        )

        @OptionGroup var options: Options
        @Option(help: "The e-mail address to log in with.", transform: readEmail) var email: EmailAddress
        @Option(help: "One of the product's roles.") var role: String

        func run() async throws {
            let start = try Start(product: options.product)
            let password = try readPassword()
            try await start.withSites { sites in
                try await sites.refuseStaleSchemas()
                for site in sites.sites {
                    try Accounts.check(password, for: email, at: site)
                    let account = try await Accounts.createStaff(
                        email: email,
                        password: password,
                        role: Role(role),
                        locale: site.product.languages.first ?? .english,
                        by: .system,
                        at: site
                    )
                    print("\(account.id)  \(account.email)  \(account.role)")
                }
            }
        }
    }

    struct SetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "password",
            abstract: "Set a password, read from standard input, and end all sessions of the account."
        )

        @OptionGroup var options: Options
        @Option(help: "The account's e-mail address.", transform: readEmail) var email: EmailAddress

        func run() async throws {
            let start = try Start(product: options.product)
            let password = try readPassword()
            try await start.withSites { sites in
                try await sites.refuseStaleSchemas()
                for site in sites.sites {
                    let hash = try await Accounts.hash(password, for: email, at: site)
                    try await site.db.write { [email] tx in
                        let account = try Account.known(email, at: site, tx)
                        _ = try account.changed(password: hash, keeping: nil, by: .system, at: site, tx)
                    }
                    print("the password of \(email) is set")
                }
            }
        }
    }

    struct DropSecondFactor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drop-second-factor",
            abstract: "Turn off two-step login after the loss of an authenticator and its recovery codes."
        )

        @OptionGroup var options: Options
        @Option(help: "The account's e-mail address.", transform: readEmail) var email: EmailAddress

        func run() async throws {
            let start = try Start(product: options.product)
            try await start.withSites { sites in
                try await sites.refuseStaleSchemas()
                for site in sites.sites { try await drop(at: site) }
            }
        }

        private func drop(at site: Site) async throws {
            do {
                try await site.db.write { [email] tx in
                    try Account.known(email, at: site, tx).dropSecondFactor(by: .system, at: site, tx)
                }
            } catch let problem as Problem where problem.code == .notFound {
                throw CommandFailure("\(email) does not use two-step login")
            }
            print("two-step login of \(email) is now off")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")

        @OptionGroup var options: Options
        @Option(help: "Part of the e-mail address or telephone number.") var search: String?

        func run() async throws {
            let start = try Start(product: options.product)
            try await start.withSites { sites in
                try await sites.refuseStaleSchemas()
                for site in sites.sites { try await list(site) }
            }
        }

        private func list(_ site: Site) async throws {
            let scope = site.scope(of: .system, .usersManage)
            let filter = AccountFilter(search: search)
            var cursor: Cursor?
            repeat {
                let request = PageRequest(limit: 100, position: .after(cursor))
                let page = try await site.db.read { tx in try Account.list(filter, request, within: scope, tx)
                }
                for account in page.data {
                    print("\(account.id)  \(account.email)  \(account.role)  \(account.state.rawValue)")
                }
                cursor = page.next
            } while cursor != nil
        }
    }
}

extension Account {
    fileprivate static func known(
        _ email: EmailAddress,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Account {
        guard let account = try find(email: email, tx) else {
            throw CommandFailure("\(site.product.name) has no account with the address \(email)")
        }
        return account
    }
}

@Sendable private func readEmail(_ text: String) throws -> EmailAddress {
    do {
        return try EmailAddress(parsing: text)
    } catch {
        throw ValidationError("\(text) \(error.message.text(in: .english))")
    }
}

/// Reads it from standard input: arguments are visible to every user of the machine.
private func readPassword() throws -> Password {
    guard let line = Terminal.readSecret("password: "), !line.isEmpty else {
        throw CommandFailure("no password on standard input")
    }
    return Password(line)
}
