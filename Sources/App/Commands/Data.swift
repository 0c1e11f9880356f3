import ArgumentParser
import Kernel
import Platform
import Store

/// The command `portico migrate`.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Apply pending migrations.")

    @OptionGroup var product: ProductOption
    @Flag(help: "List the pending migrations without applying them.")
    var dryRun = false

    func run() async throws {
        let start = try Start(product)
        for product in start.products {
            let db = try Sites.database(of: product, start.configuration)
            let ids = try await outcome(product, db)
            await db.close()
            let words = dryRun ? "pending" : "applied"
            print(
                "\(product.name): \(ids.isEmpty ? "nothing \(words)" : "\(words) " + ids.joined(separator: ", "))"
            )
        }
    }

    private func outcome(_ product: ProductDefinition, _ db: Database) async throws -> [String] {
        do {
            return dryRun
                ? try await db.pending(product.migrations) : try await db.migrate(product.migrations)
        } catch {
            await db.close()
            throw error
        }
    }
}

/// The command `portico demo`.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill empty databases with realistic demo data."
    )

    @OptionGroup var product: ProductOption

    func run() async throws {
        let start = try Start(product)
        try start.refuseDemoInProduction()
        try await start.withSites { sites in
            try await sites.migrate(start.log)
            try await sites.fillWithDemo(start.log)
        }
    }
}

/// The command `portico reseal`.
struct Reseal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Encrypt stored secrets, and the keys of people, again with the current key."
    )

    @OptionGroup var product: ProductOption

    func run() async throws {
        let start = try Start(product)
        let unreadable = try await start.withSites { sites in
            try await sites.refuseStaleSchemas()
            var unreadable = 0
            for site in sites.sites {
                let count = try await ResealValues.run(at: site)
                let keys = try await Rewrap.run(at: site)
                print(
                    "\(site.product.name): \(count.resealed) resealed, \(keys.rewrapped) keys rewrapped, \(count.unreadable + keys.unreadable) unreadable"
                )
                unreadable += count.unreadable + keys.unreadable
            }
            return unreadable
        }
        guard unreadable == 0 else {
            throw CommandFailure(
                "\(unreadable) values need a secret that is not in PORTICO_PREVIOUS_SECRETS, or a key that is not in PORTICO_FIELD_KEYS"
            )
        }
    }
}

/// The command `portico crash-writes`, for the test that kills it.
struct CrashWrites: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crash-writes",
        abstract: "Write until killed, and print each acknowledged write.",
        shouldDisplay: false
    )

    @Argument(help: "postgres://… or sqlite:…")
    var database: String
    @Argument(help: "The first key to write.")
    var base: Int64

    func run() async throws {
        let db = try Database.open(Database.Location(database))
        try await CrashWriter.run(database: db, base: base)
    }
}
