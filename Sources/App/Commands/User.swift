import ArgumentParser
import Kernel
import Platform
import Store

/// The command `portico user`.
struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Open accounts, set passwords, list accounts.",
        subcommands: [Create.self, SetPassword.self, DropSecondFactor.self, List.self]
    )

    /// Accounts belong to one product.
    struct Options: ParsableArguments {
        @Option(help: "The product whose account it is.")
        var product: String

        func validate() throws { _ = try allProducts.named(product) }
    }
}

extension User {
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open an account; the password is read from the input."
        )

        @OptionGroup var options: Options
        @Option(help: "What they log in with.", transform: readEmail) var email: EmailAddress
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
            abstract: "Set a password, read from the input; all sessions of the account end."
        )

        @OptionGroup var options: Options
        @Option(help: "Whose password it is.", transform: readEmail) var email: EmailAddress

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
            abstract: "Turn two-step login off for someone who lost their authenticator and their codes."
        )

        @OptionGroup var options: Options
        @Option(help: "Who lost them.", transform: readEmail) var email: EmailAddress

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
                throw CommandFailure("\(email) has no two-step login")
            }
            print("two-step login of \(email) is off")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")

        @OptionGroup var options: Options
        @Option(help: "A part of the e-mail address or phone number.") var search: String?

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
            throw CommandFailure("\(site.product.name) has no account of \(email)")
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

/// Never an argument: those are seen by everyone on the machine.
private func readPassword() throws -> Password {
    guard let line = Terminal.readSecret("password: "), !line.isEmpty else {
        throw CommandFailure("no password on the input")
    }
    return Password(line)
}
