import ArgumentParser
import Kernel
import Logging
import Platform
import Store
import Web

/// The command `portico serve`: migrates, and serves until it receives a signal to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve all products, each under /<product>, or one at /.",
        discussion: "Pending migrations are applied first, unless PORTICO_MIGRATE=off."
    )

    @OptionGroup var product: ProductOption
    @Option(help: "The port to listen on; overrides PORTICO_PORT.")
    var port: Int?
    @Flag(help: "Fill empty databases with demo data.")
    var demo = false

    func validate() throws {
        guard let port, !(0...65_535).contains(port) else { return }
        throw ValidationError("\(port) is not a port")
    }

    func run() async throws {
        let start = try Start(product: product.product, port: port, logTo: .standardOutput())
        if demo { try start.refuseDemoInProduction() }
        let isAlone = start.isAlone
        try await start.withSites { sites in
            if start.configuration.migratesByItself {
                try await sites.migrate(start.log)
            } else {
                try await sites.refuseStaleSchemas()
            }
            try await sites.refuseMissingKeys()
            for (name, count) in try await sites.repeatErasures() {
                start.log.notice("erasures repeated", metadata: ["product": "\(name)", "count": "\(count)"])
            }
            if demo { try await sites.fillWithDemo(start.log) }
            let serving = Serving(
                configuration: start.configuration,
                sites: sites,
                isAlone: isAlone,
                log: start.log,
                writer: start.writer
            )
            try await serving.run { [isAlone, demo] port in
                Self.greet(on: port, start, isAlone: isAlone, hasDemo: demo)
            }
        }
    }

    /// The one line for the person at the terminal.
    private static func greet(on port: Int, _ start: Start, isAlone: Bool, hasDemo: Bool) {
        guard !start.configuration.isProduction else { return }
        let server = start.configuration.server
        let base = "\(server.tls == nil ? "http" : "https")://\(server.host):\(port)"
        let docs = start.products.map { isAlone ? "\(base)/docs" : "\(base)/\($0.name)/docs" }
        let guests = start.products.map(\.demoGuest).joined(separator: " or ")
        let people = hasDemo ? "; log in as \(guests) with \(demoPassword)" : ""
        start.writer.write(
            Array("portico is at \(base), docs at \(docs.joined(separator: " "))\(people)\n".utf8),
            atOnce: true
        )
    }
}

/// The password of all demo users.
private let demoPassword = "Portico-demo-2026"

extension Sites {
    func migrate(_ log: Logger) async throws {
        for site in sites {
            for id in try await site.db.migrate(site.product.migrations) {
                log.notice("migrated", metadata: ["product": "\(site.product.name)", "migration": "\(id)"])
            }
        }
    }

    /// Refuses to start on a stale schema, which would fail later with stranger errors.
    func refuseStaleSchemas() async throws {
        for site in sites {
            let pending = try await site.db.pending(site.product.migrations)
            guard pending.isEmpty else {
                throw Misconfigured(faults: [
                    "\(site.product.name) has pending migrations; run `portico migrate`: \(pending.joined(separator: ", "))"
                ])
            }
        }
    }

    /// Refuses to start without keys that the data needs: every reading of a sealed value would fail.
    func refuseMissingKeys() async throws {
        let faults = try await missingKeys()
        guard faults.isEmpty else { throw Misconfigured(faults: faults) }
    }

    /// Fills only sites without accounts.
    func fillWithDemo(_ log: Logger) async throws {
        for site in sites {
            guard try await !site.hasAccounts else {
                log.info(
                    "no demo data written: there are accounts already",
                    metadata: ["product": "\(site.product.name)"]
                )
                continue
            }
            try await site.product.demo(site)
            log.info("demo data written", metadata: ["product": "\(site.product.name)"])
        }
    }
}

extension Site {
    fileprivate var hasAccounts: Bool {
        get async throws {
            try await db.read { tx in try tx.exists("SELECT 1 FROM account") }
        }
    }
}
