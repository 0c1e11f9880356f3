import Kernel
import Logging
import Platform
import Web

/// The settings of this server from its environment, checked as a whole before anything starts.
struct Configuration: Sendable {
    var isProduction = false
    var server = ServerConfiguration()
    /// The public address of the server; empty for the address it listens on.
    var publicURL = ""
    /// Addresses of the products' front ends, by product name; the empty name stands for all of them.
    var frontEnds: [String: String] = [:]
    /// Private networks that may receive webhooks.
    var webhookAllow: [AddressRange] = []
    /// Roles that need two-step login, of any product.
    var secondFactorRoles: [Role] = []
    /// Databases by product name.
    var databases: [String: DatabaseLocation] = [:]
    /// Nil in development without a setting: then one is generated and kept.
    var secret: String?
    var previousSecrets: [String] = []
    /// Empty: a key derived from the secret encrypts the values of people.
    var fieldKeys: [FieldKey] = []
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
    /// The folder for files on their way into a bucket.
    var spool = ""
    var scanner: Clamd?
    /// The folder for backups; nil when none are made.
    var backupTo: String?
    /// Nil when processes communicate through the database alone.
    var redis: RedisLocation?
    var quotaScale = 1
    /// Nil when payments are not configured.
    var stripe: StripeGateway.Settings?
    /// By product name; a product without PayPal is missing.
    var payPal: [String: PayPalGateway.Settings] = [:]
    /// By product name.
    var linked: [String: LinkedSettings] = [:]
    /// Nil in development without a setting: invoices then say that they are samples.
    var issuer: InvoiceParty?

    /// Throws ``Misconfigured`` with all faults together.
    init(_ variables: Variables, products: [ProductDefinition]) throws {
        var reader = SettingsReader(variables)
        isProduction =
            reader.choice(.environment, of: [("development", false), ("production", true)]) ?? false
        readServer(&reader)
        publicURL = Self.webAddress(.publicURL, &reader)
        readFrontEnds(of: products, &reader)
        readSecrets(&reader)
        readFieldKeys(of: products, &reader)
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
        if reader.given(.redisURL) != nil, redis == nil {
            reader.fault(.redisURL, "is not a redis:// address")
        }
        stripe = StripeGateway.Settings.read(isProduction: isProduction, &reader)
        payPal = PayPalGateway.Settings.read(of: products, isProduction: isProduction, &reader)
        linked = LinkedSettings.read(of: products, isProduction: isProduction, &reader)
        issuer = InvoiceParty.read(isRequired: isProduction && (stripe != nil || !payPal.isEmpty), &reader)
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
        server.countryHeader = reader.given(.countryHeader)
        webhookAllow = Self.ranges(.webhookAllow, &reader)
        readOperations(&reader)
        server.showsDocs =
            reader.choice(.docs, of: [("", !isProduction), ("on", true), ("off", false)]) ?? false
        let assets = reader.text(.docsAssets)
        server.docsAssets = Files.isFolder(assets) ? assets : nil
        if reader.given(.docsAssets) != nil, server.docsAssets == nil {
            reader.fault(.docsAssets, "the folder \(assets) does not exist")
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
                reader.fault(setting, "\(role) is not one of \(known.map(\.name).joined(separator: ", "))")
            }
            return isKnown
        }
    }

    /// Refuses development mode on a public address: codes in the log, open metrics and known passwords would
    /// be exposed.
    private mutating func refuseOpenDevelopment(_ reader: inout SettingsReader) {
        let isOpen = !isProduction && !Loopback.isName(server.host)
        guard isOpen, reader.given(.environment) == nil else { return }
        reader.fault(
            .host,
            "\(server.host) is reachable from other machines; set PORTICO_ENV=production, or PORTICO_ENV=development to confirm development mode"
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

    /// The external services of a product's site; all sites share `http` and `mail`.
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
        dependencies.backupFolder = backupTo.map { "\($0)/\(product)" }
        dependencies.issuer = issuer
        dependencies.quotaScale = quotaScale
        if let redis { dependencies.redis = Redis(redis) }
        if let stripe { dependencies.payments = StripeGateway(stripe, http: http) }
        dependencies.gateways = gateways(of: product, over: http)
        dependencies.connect = stripe.map { StripeConnect($0, http: http) }
        linked[product]?.apply(to: &dependencies, over: http, now: WallClock.now)
        dependencies.webhooks.allowed = webhookAllow
        dependencies.webhooks.demandsTLS = isProduction
        return dependencies
    }

    /// The payment providers of the product's charges.
    private func gateways(of product: String, over http: HTTPCaller) -> Gateways {
        let stripe = stripe.map { settings -> any ChargeGateway in
            product == "tutoring" ? StripeIntents(settings, http: http) : StripeCharges(settings, http: http)
        }
        let payPal = payPal[product].map {
            PayPalGateway($0, http: http, now: WallClock.now) as any ChargeGateway
        }
        return Gateways([stripe, payPal].compactMap(\.self))
    }

    /// The public address of the product.
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
                reader.fault(setting, "the file \(path) does not exist")
            }
            return .init(certificate: certificate, key: key)
        case (nil, _):
            reader.fault(.tlsCertificate, "is missing, although the key is set")
        case (_, nil):
            reader.fault(.tlsKey, "is missing, although the certificate is set")
        }
        return nil
    }

    private mutating func readSecrets(_ reader: inout SettingsReader) {
        secret = reader.given(.secret)
        previousSecrets = reader.list(.previous)
        if isProduction, secret == nil { reader.fault(.secret, "is required in production") }
        if let secret, secret.utf8.count < 32 { reader.fault(.secret, "has fewer than 32 bytes") }
        if let secret, isProduction, Set(secret).count < 8 {
            reader.fault(.secret, "is too simple; it needs at least 8 different characters")
        }
        if previousSecrets.contains(where: { $0.utf8.count < 32 }) {
            reader.fault(.previous, "a secret has fewer than 32 bytes")
        }
    }

    private static func location(
        of product: ProductDefinition,
        among products: [ProductDefinition],
        _ reader: inout SettingsReader
    ) -> DatabaseLocation? {
        let own = Setting.databaseURL.own(of: product)
        let given = reader.given(own)
        let setting = given == nil ? Setting.databaseURL : own
        let text = given ?? reader.text(.databaseURL)
        guard let location = DatabaseLocation(text, for: product.name) else {
            reader.fault(setting, "must begin with postgres:// or sqlite:")
            return nil
        }
        if case .sqlite(_, isFolder: false) = location, given == nil, products.count > 1 {
            reader.fault(
                setting,
                "one SQLite file cannot hold \(products.count) products; give a folder, with / at its end"
            )
        }
        return location
    }
}

/// The location of a product's data.
enum DatabaseLocation: Sendable, Equatable {
    /// A file; `isFolder` when the setting names a folder for all products.
    case sqlite(String, isFolder: Bool)
    case postgres(String)

    /// Nil for an unknown kind of database.
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

    /// The address without its password, for display.
    var masked: String {
        switch self {
        case .sqlite(let path, _): return "sqlite:\(path)"
        case .postgres(let url):
            // The password can also be a parameter.
            let url = url.contains("password=") ? String(url.prefix { $0 != "?" }) + "?****" : url
            guard let at = url.lastIndex(of: "@"),
                let scheme = url.firstRange(of: "://"), scheme.upperBound < at,
                let colon = url[scheme.upperBound..<at].firstIndex(of: ":")
            else { return url }
            return url[...colon] + "****" + url[at...]
        }
    }
}

/// All faults of the environment together.
struct Misconfigured: Error, CustomStringConvertible {
    let faults: [String]

    var description: String {
        "the configuration is not valid:\n" + faults.map { "  - \($0)" }.joined(separator: "\n")
    }
}
