import ArgumentParser
import Kernel
import Logging
import Platform
import Store
import Web

/// The sites of this process: a running product each, with its open database.
struct Sites: Sendable {
    let sites: [Site]

    static func open(
        _ products: [ProductDefinition],
        _ configuration: Configuration,
        isAlone: Bool,
        log: Logger
    ) async throws -> Sites {
        let secret = try configuration.siteSecret(log)
        let passwords = PasswordHasher()
        let http = HTTPCaller()
        let metrics = Metrics()
        let mail = configuration.mail.carrier(http, log: log)
        let sms = configuration.sms.carrier(http, log: log)
        let push = configuration.push.carrier(http, log: log)
        let calls = configuration.sms.bridge(http)
        var sites: [Site] = []
        for product in products {
            let db = try database(of: product, configuration)
            var dependencies = configuration.dependencies(
                of: product.name,
                isAlone: isAlone,
                http: http,
                mail: mail
            )
            dependencies.sms = sms
            dependencies.push = push
            dependencies.calls = calls
            dependencies.metrics = metrics
            sites.append(
                try await Site(
                    product.needingSecondFactor(of: configuration.secondFactorRoles),
                    db: db,
                    secret: secret,
                    passwords: passwords,
                    dependencies: dependencies,
                    now: WallClock.now,
                    log: log
                )
            )
        }
        return Sites(sites: sites)
    }

    static func database(of product: ProductDefinition, _ configuration: Configuration) throws -> Database {
        guard let location = configuration.databases[product.name] else {
            throw Misconfigured(faults: ["\(product.name) has no database"])
        }
        var options = Database.Options()
        options.now = WallClock.now
        if let lanes = configuration.lanes {
            options.lanes = lanes
            options.readers = lanes
        }
        switch location {
        case .sqlite(let path, _):
            try Files.makeFolder(for: path)
            return try Database.open(.sqlite(path: path), options)
        case .postgres(let url):
            options.schema = product.name
            return try Database.open(.postgres(url), options)
        }
    }

    func close() async {
        for site in sites { await site.db.close() }
    }
}

extension Configuration {
    private static let secretFile = "data/secret"

    /// The configured secret or, in development, the one kept in a file.
    func siteSecret(_ log: Logger) throws -> SiteSecret {
        if let known = try knownSecret() { return known }
        let fresh = Self.freshSecret()
        try Files.writePrivately(fresh, to: Self.secretFile)
        log.warning(
            "PORTICO_SECRET is not set: generated one and saved it in \(Self.secretFile), for development only"
        )
        return try SiteSecret(fresh, previous: previousSecrets, fieldKeys: fieldKeys)
    }

    /// Nil in development before the first start.
    func knownSecret() throws -> SiteSecret? {
        if let secret { return try SiteSecret(secret, previous: previousSecrets, fieldKeys: fieldKeys) }
        guard Files.exists(Self.secretFile) else { return nil }
        return try SiteSecret(
            try Files.read(Self.secretFile),
            previous: previousSecrets,
            fieldKeys: fieldKeys
        )
    }

    private static func freshSecret() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<4).map { _ in String(random.next() as UInt64 | 1 << 63, radix: 16) }.joined()
    }
}

extension [ProductDefinition] {
    /// The product with that name, or all products.
    func named(_ name: String?) throws -> [ProductDefinition] {
        guard let name else { return self }
        guard let product = first(where: { $0.name == name }) else {
            throw ValidationError(
                "there is no product \(name); the products are \(map(\.name).joined(separator: ", "))"
            )
        }
        return [product]
    }
}

extension ProductDefinition {
    /// The product's API for documents only; its operations cannot be called.
    func documented() -> Mount<Call> {
        var mount = Mount<Call>(
            name: name,
            prefix: "",
            title: title,
            version: serverVersion,
            description: summary,
            languages: languages,
            routes: routes,
            gate: Gate(
                admit: { _, _ in throw Problem(.overloaded) },
                once: { _, _, _, run in try await run() }
            )
        )
        mount.webhooks = webhooks
        mount.descriptions = Descriptions.ofThisProgram
        return mount
    }
}

extension Descriptions {
    /// Read for each document, so that the table is in memory only while a document is made.
    static func ofThisProgram() -> Descriptions? { Descriptions(parsing: describedTypes) }
}
