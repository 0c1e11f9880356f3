import ArgumentParser
import Kernel
import Platform
import Store
import Web

/// The command `portico doctor`: checks everything the server depends on, and fails when something is wrong.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check configuration, databases, migrations, clock, disk, files and documentation."
    )

    @OptionGroup var product: ProductOption

    func run() async throws {
        let start = try Start(product)
        var report = Report()
        report.good("configuration", start.configuration.isProduction ? "production" : "development")
        examineProxies(start.configuration, &report)
        for product in start.products { await examine(product, start.configuration, &report) }
        if start.configuration.server.docsAssets == nil {
            report.hint(
                "documentation",
                "Swagger UI is missing; run scripts/setup, or set PORTICO_DOCS_ASSETS"
            )
        } else {
            report.good("documentation", "Swagger UI is installed")
        }
        examineModes(start.configuration, &report)
        for name in Variables.load().unknownNames(allProducts) {
            report.hint("configuration", "\(name) is not a known setting")
        }
        if report.hasTrouble { throw ExitCode.failure }
    }

    private func examine(
        _ product: ProductDefinition,
        _ configuration: Configuration,
        _ report: inout Report
    ) async {
        let flaws = product.access.flaws
        if !flaws.isEmpty { report.bad(product.name, flaws.joined(separator: "; ")) }
        do {
            let db = try Sites.database(of: product, configuration)
            let place = configuration.databases[product.name]?.masked ?? ""
            do {
                try await examine(product, db, configuration, &report)
                report.good(product.name, "database reachable: \(place)")
            } catch {
                report.bad(product.name, "database \(place): \(error)")
            }
            await db.close()
        } catch {
            report.bad(product.name, "database: \(error)")
        }
        if case .sqlite(let path, _)? = configuration.databases[product.name] { examineDisk(path, &report) }
        await examineFiles(of: product, configuration, &report)
        examineBackups(of: product, configuration, &report)
        examineTelephones(of: product, configuration, &report)
    }

    private func examine(
        _ product: ProductDefinition,
        _ db: Database,
        _ configuration: Configuration,
        _ report: inout Report
    ) async throws {
        let pending = try await db.pending(product.migrations)
        if pending.isEmpty {
            report.good(product.name, "all migrations are applied")
        } else {
            let words = "pending migrations: \(pending.joined(separator: ", "))"
            if configuration.migratesByItself {
                report.hint(product.name, "\(words); `portico serve` applies them")
            } else {
                report.bad(product.name, "\(words); run `portico migrate`")
            }
        }
        if pending.isEmpty {
            try await examinePolicies(of: product, db, &report)
            try await examineNumbers(of: product, db, &report)
            try await examineAccess(to: product, db, configuration, &report)
        }
        let theirs = try await db.read { tx in
            try tx.value(
                """
                SELECT \(pg: "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT)", sqlite: "CAST(strftime('%s', 'now') AS INTEGER)")
                """,
                as: Int64.self
            )
        }
        let gap = abs((theirs ?? 0) - WallClock.now().seconds)
        if gap <= 5 {
            report.good(product.name, "the clocks agree")
        } else {
            report.bad(product.name, "the database's clock differs from this machine's by \(gap) s")
        }
    }

    /// Checks that the policies users must accept are published.
    private func examinePolicies(
        of product: ProductDefinition,
        _ db: Database,
        _ report: inout Report
    ) async throws {
        for policy in product.policies {
            guard let name = policy.url.split(separator: "/").last, policy.url.contains("/cms/pages/") else {
                continue
            }
            let slug = String(name)
            let isThere = try await db.read { tx in
                try tx.exists("SELECT 1 FROM content_item WHERE slug = \(slug) AND status = 'published'")
            }
            if !isThere {
                report.hint(
                    product.name,
                    "the policy page \(policy.url), which users must accept, is not published"
                )
            }
        }
    }

    /// Checks for a trusted proxy: on a private address, all callers share one limit without it.
    private func examineProxies(_ configuration: Configuration, _ report: inout Report) {
        let server = configuration.server
        guard server.trustedProxies.isEmpty else {
            report.good("proxies", "X-Forwarded-For is accepted from the trusted proxies")
            return
        }
        let words =
            "no proxy is trusted; behind a proxy all callers share one rate limit and one lockout: set PORTICO_TRUSTED_PROXIES"
        if configuration.isProduction, AddressRange.isPrivate(server.host) {
            report.bad("proxies", "the server listens on \(server.host), and \(words)")
        } else {
            report.hint("proxies", words)
        }
    }

    private func examineDisk(_ path: String, _ report: inout Report) {
        do {
            let free = try Files.freeBytes(at: path) >> 20
            if free < 1024 {
                report.bad("disk", "only \(free) MiB are free")
            } else {
                report.good("disk", "\(free) MiB are free")
            }
        } catch {
            report.bad("disk", "\(error)")
        }
    }

    /// Prints each finding at once.
    struct Report {
        private(set) var hasTrouble = false

        func good(_ what: String, _ words: String) { print("ok    \(what): \(words)") }
        func hint(_ what: String, _ words: String) { print("hint  \(what): \(words)") }

        mutating func bad(_ what: String, _ words: String) {
            hasTrouble = true
            print("BAD   \(what): \(words)")
        }
    }
}
