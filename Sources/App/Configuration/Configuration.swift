import Kernel
import Logging
import Platform
import Web

/// What the environment says about how this server runs, checked as a whole before anything starts.
struct Configuration: Sendable {
    var isProduction = false
    var server = ServerConfiguration()
    /// Where people find the server; empty when they find it where it listens.
    var publicURL = ""
    /// Where front ends of products are, by the product's name; empty for all of them.
    var frontEnds: [String: String] = [:]
    /// Private networks that webhooks may be sent to.
    var webhookAllow: [AddressRange] = []
    /// Who needs two-step login, in whichever product the role is.
    var secondFactorRoles: [Role] = []
    /// By the name of the product.
    var databases: [String: DatabaseLocation] = [:]
    /// Nil in development when none was given: one is made and kept.
    var secret: String?
    var previousSecrets: [String] = []
    var migratesByItself = true
    var lanes: Int?
    var logLevel = Logger.Level.info
    var writesAccessLog = true
    var hasRateLimits = true
    var mail = MailRoute.none
    var mailFrom: EmailAddress?
    var sms = SMSRoute.none
    var push = PushRoute.none
    var storage = StorageLocation.folder("data/files")
    /// Where files wait on their way into a bucket.
    var spool = ""
    var scanner: Clamd?
    /// Nil when processes tell each other through the database alone.
    var redis: RedisLocation?
    var quotaScale = 1
    /// Nil when nothing can be paid.
    var stripe: StripeGateway.Settings?
    /// Nil in development when nobody was given: invoices then say that they are samples.
    var issuer: InvoiceParty?

    /// Throws ``Misconfigured`` with everything that is wrong.
    init(_ variables: Variables, products: [ProductDefinition]) throws {
        var reader = SettingsReader(variables)
        isProduction =
            reader.choice(.environment, of: [("development", false), ("production", true)]) ?? false
        readServer(&reader)
        publicURL = Self.webAddress(.publicURL, &reader)
        readFrontEnds(of: products, &reader)
        readSecrets(&reader)
        readFiles(&reader)
        secondFactorRoles = Self.roles(.requireMFA, products, &reader)
        for product in products {
            databases[product.name] = Self.location(of: product, among: products, &reader)
        }
        migratesByItself = reader.choice(.migrate, of: [("auto", true), ("off", false)]) ?? true
        lanes = reader.number(.lanes, in: 1...256)
        logLevel = reader.choice(.logLevel, of: Logger.Level.allCases.map { ($0.rawValue, $0) }) ?? .info
        writesAccessLog = reader.isOn(.accessLog)
        hasRateLimits = reader.isOn(.rateLimits)
        if isProduction, !hasRateLimits { reader.fault(.rateLimits, "must be on in production") }
        (mail, mailFrom) = MailRoute.read(isProduction: isProduction, &reader)
        sms = SMSRoute.read(isProduction: isProduction, products, &reader)
        push = PushRoute.read(isProduction: isProduction, &reader)
        quotaScale = reader.number(.quotaScale, in: 1...1_000_000) ?? 1
        redis = reader.given(.redisURL).flatMap(RedisLocation.init)
        if reader.given(.redisURL) != nil, redis == nil { reader.fault(.redisURL, "is no redis:// address") }
        stripe = StripeGateway.Settings.read(isProduction: isProduction, &reader)
        issuer = InvoiceParty.read(isRequired: isProduction && stripe != nil, &reader)
        guard reader.faults.isEmpty else { throw Misconfigured(faults: reader.faults) }
    }

    private mutating func readServer(_ reader: inout SettingsReader) {
        server.host = reader.text(.host)
        refuseOpenDevelopment(&reader)
        server.port = reader.number(.port, in: 0...65_535) ?? 0
        server.tls = Self.tls(&reader)
        server.drainDelay = .seconds(reader.number(.drainDelay, in: 0...600) ?? 0)
        server.drainLimit = .seconds(reader.number(.drainSeconds, in: 0...600) ?? 0)
        server.corsOrigins = reader.list(.corsOrigins)
        server.trustedProxies = Self.ranges(.trustedProxies, &reader)
        webhookAllow = Self.ranges(.webhookAllow, &reader)
        readOperations(&reader)
        server.showsDocs =
            reader.choice(.docs, of: [("", !isProduction), ("on", true), ("off", false)]) ?? false
        let assets = reader.text(.docsAssets)
        server.docsAssets = Files.isFolder(assets) ? assets : nil
        if reader.given(.docsAssets) != nil, server.docsAssets == nil {
            reader.fault(.docsAssets, "there is no folder \(assets)")
        }
    }

    private static func roles(
        _ setting: Setting,
        _ products: [ProductDefinition],
        _ reader: inout SettingsReader
    ) -> [Role] {
        let known = products.flatMap(\.access.roles)
        return reader.list(setting).map { Role($0) }.filter { role in
            let isKnown = known.contains(role)
            if !isKnown {
                reader.fault(setting, "\(role) is none of \(known.map(\.name).joined(separator: ", "))")
            }
            return isKnown
        }
    }

    /// What is open in development is open to whoever can reach it: codes in the log, numbers of the server, known passwords.
    private mutating func refuseOpenDevelopment(_ reader: inout SettingsReader) {
        let isOpen = !isProduction && !Loopback.isName(server.host)
        guard isOpen, reader.given(.environment) == nil else { return }
        reader.fault(
            .host,
            "\(server.host) is reached from elsewhere; set PORTICO_ENV=production, or PORTICO_ENV=development to say that it is meant"
        )
    }

    private static func ranges(_ setting: Setting, _ reader: inout SettingsReader) -> [AddressRange] {
        reader.list(setting).compactMap { text in
            let range = AddressRange(text)
            if range == nil { reader.fault(setting, "\(text) is neither an address nor a CIDR block") }
            return range
        }
    }

    private mutating func readOperations(_ reader: inout SettingsReader) {
        guard let token = reader.given(.operationsToken) else {
            server.operations = isProduction ? .nobody : .everyone
            return
        }
        if token.utf8.count < 16 { reader.fault(.operationsToken, "has fewer than 16 bytes") }
        server.operations = .bearer(token)
    }

    /// What a site of the product reaches outside; `http` and `mail` are shared by all sites.
    func dependencies(
        of product: String,
        isAlone: Bool,
        http: HTTPCaller = HTTPCaller(),
        mail: any MailCarrier = NoMail()
    ) -> Dependencies {
        var dependencies = Dependencies(address: address(of: product, isAlone: isAlone))
        dependencies.frontEnd = frontEnd(of: product, isAlone: isAlone)
        dependencies.http = http
        dependencies.mail = mail
        if let mailFrom { dependencies.mailFrom = mailFrom }
        dependencies.files = files(of: product, over: http)
        dependencies.issuer = issuer
        dependencies.quotaScale = quotaScale
        if let redis { dependencies.redis = Redis(redis) }
        if let stripe { dependencies.payments = StripeGateway(stripe, http: http) }
        dependencies.webhooks.allowed = webhookAllow
        dependencies.webhooks.demandsTLS = isProduction
        return dependencies
    }

    /// Where people find the product.
    func address(of product: String, isAlone: Bool) -> String {
        let scheme = server.tls == nil ? "http" : "https"
        let base = publicURL.isEmpty ? "\(scheme)://\(server.host):\(server.port)" : publicURL
        return isAlone ? base : "\(base)/\(product)"
    }

    private static func tls(_ reader: inout SettingsReader) -> ServerConfiguration.TLSFiles? {
        switch (reader.given(.tlsCertificate), reader.given(.tlsKey)) {
        case (nil, nil):
            return nil
        case (let certificate?, let key?):
            for (setting, path) in [(Setting.tlsCertificate, certificate), (.tlsKey, key)]
            where !Files.exists(path) {
                reader.fault(setting, "there is no file \(path)")
            }
            return .init(certificate: certificate, key: key)
        case (nil, _):
            reader.fault(.tlsCertificate, "is missing beside the key")
        case (_, nil):
            reader.fault(.tlsKey, "is missing beside the certificate")
        }
        return nil
    }

    private mutating func readSecrets(_ reader: inout SettingsReader) {
        secret = reader.given(.secret)
        previousSecrets = reader.list(.previous)
        if isProduction, secret == nil { reader.fault(.secret, "is required in production") }
        if let secret, secret.utf8.count < 32 { reader.fault(.secret, "has fewer than 32 bytes") }
        if let secret, isProduction, Set(secret).count < 8 {
            reader.fault(.secret, "is too simple to be a secret")
        }
        if previousSecrets.contains(where: { $0.utf8.count < 32 }) {
            reader.fault(.previous, "one has fewer than 32 bytes")
        }
    }

    private static func location(
        of product: ProductDefinition,
        among products: [ProductDefinition],
        _ reader: inout SettingsReader
    ) -> DatabaseLocation? {
        let own = Setting("\(product.name.uppercased())_DATABASE_URL", "", "", isSecret: true)
        let given = reader.given(own)
        let setting = given == nil ? Setting.databaseURL : own
        let text = given ?? reader.text(.databaseURL)
        guard let location = DatabaseLocation(text, for: product.name) else {
            reader.fault(setting, "neither postgres://… nor sqlite:…")
            return nil
        }
        if case .sqlite(_, isFolder: false) = location, given == nil, products.count > 1 {
            reader.fault(
                setting,
                "one SQLite file cannot hold \(products.count) products; name a folder with a / at its end"
            )
        }
        return location
    }
}

/// Where a product's data is.
enum DatabaseLocation: Sendable, Equatable {
    /// The file; whether it was found in a folder for all products.
    case sqlite(String, isFolder: Bool)
    case postgres(String)

    /// Nil when it is no database that we know.
    init?(_ url: String, for product: String) {
        if url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") {
            self = .postgres(url)
        } else if url.hasPrefix("sqlite:") {
            let path = String(url.dropFirst("sqlite:".count))
            guard !path.isEmpty else { return nil }
            self =
                path.hasSuffix("/")
                ? .sqlite("\(path)\(product).sqlite", isFolder: true) : .sqlite(path, isFolder: false)
        } else {
            return nil
        }
    }

    /// As it may be shown: without the password.
    var masked: String {
        switch self {
        case .sqlite(let path, _): return "sqlite:\(path)"
        case .postgres(let url):
            // A password may stand among the parameters too.
            let url = url.contains("password=") ? String(url.prefix { $0 != "?" }) + "?****" : url
            guard let at = url.lastIndex(of: "@"),
                let scheme = url.firstRange(of: "://"), scheme.upperBound < at,
                let colon = url[scheme.upperBound..<at].firstIndex(of: ":")
            else { return url }
            return url[...colon] + "****" + url[at...]
        }
    }
}

/// Everything that is wrong with the environment, at once.
struct Misconfigured: Error, CustomStringConvertible {
    let faults: [String]

    var description: String {
        "the configuration is not valid:\n" + faults.map { "  - \($0)" }.joined(separator: "\n")
    }
}
