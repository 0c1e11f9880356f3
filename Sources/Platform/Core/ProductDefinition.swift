import Kernel
import Store
import Web

/// A product as data: everything the server knows about one business is in such a value.
package struct ProductDefinition: Sendable {
    /// The name in commands, prefixes and tables of the reference, as `caf`.
    package let name: String
    package let title: String
    package let summary: String
    /// Where its paths begin, as `/api/v1`; empty when they begin at the site's root.
    package let root: String
    package let zone: Zone
    package let currency: Currency
    /// Whose telephone numbers may be typed without a country code.
    package let telephones: DialPlan?
    /// What it answers in, the default first.
    package let languages: [Language]
    package private(set) var accounts: AccountPolicy
    /// How much one address may ask without an account; ten times as much in development.
    package let anonymousLimit: RateLimit?
    package let access: AccessMatrix
    package let routes: [Route]
    /// How much of what is scarce one account may hold or use.
    package let quotas: [Quota]
    /// By what each operation that changes something is bounded.
    package let bounds: [Bound]
    package let migrations: [Migration]
    package let lifecycles: [LifecycleTable]
    /// The reactions of features to the effects of lifecycles.
    package let effects: [Effect: [EffectHandler]]
    package let jobs: [any Job.Type]
    package let schedules: [Schedule]
    package let problems: [Problem.Code]
    /// What people are asked to agree to.
    package let policies: [Policy]
    /// Whether it has pages, questions and news.
    package let content: ContentPolicy
    /// Every kind of personal data, in the order of an erasure: rows go before those they refer to, the account last.
    package let personalData: [PersonalData]
    package let impersonalTables: [ImpersonalTable]
    /// How long what is kept.
    package let retention: [Retention]
    package let templates: [NoticeTemplate]
    /// The ways people can choose to be told by.
    package let channels: Set<NoticeTemplate.Channel>
    /// What can be read in numbers, and exported.
    package let reports: [Report]
    /// What is found by its words.
    package let searched: [SearchedTable]
    /// The columns that only the site can read.
    package let sealed: [SealedColumn]
    /// What happens here that other systems can be told of.
    package let events: [WebhookEvent]
    /// Called when the scan of a file has ended, in the same transaction.
    package let fileScanned: Feature.FileScanned
    /// What the product keeps of a colleague beside the account, when an invitation is accepted.
    package let joined: Joined
    package typealias Joined = @Sendable (Account, Invitation, borrowing Tx) throws -> Void
    /// The same of someone whom a command has let in, of whom nothing but the account is known.
    package let appointed: Appointed
    package typealias Appointed = @Sendable (Account, borrowing Tx) throws -> Void
    /// Writes what the product keeps of someone who registered, when they have confirmed their address.
    package let registered: Registered
    package typealias Registered = @Sendable (Account, _ details: JSONValue, borrowing Tx) throws -> Void
    /// What of someone's stands in their calendar.
    package let calendar: Calendar
    package typealias Calendar = @Sendable (Account, Site, borrowing Tx) throws -> [CalendarEvent]
    /// All that its audit log can tell.
    package let auditActions: [String]
    /// What follows from what happens to its money.
    package let payments: PaymentPolicy
    /// Whether its clients are told what happens, and who hears what.
    package let realtime: RealtimePolicy
    /// Fills an empty site with a believable small business and the cast the README speaks of.
    package let demo: Feature.Demo
    /// Someone of the demo whom a newcomer can log in as.
    package let demoGuest: String

    /// The features stand after those whose tables they refer to, as the platform's own do before them.
    package init(
        name: String,
        title: String,
        summary: String,
        root: String = "",
        zone: Zone,
        currency: Currency,
        telephones: DialPlan? = nil,
        languages: [Language],
        accounts: AccountPolicy,
        anonymousLimit: RateLimit? = nil,
        access: AccessMatrix,
        features: [Feature] = [],
        policies: [Policy] = [],
        law: RetentionLaw = .general,
        content: ContentPolicy = .off,
        channels: Set<NoticeTemplate.Channel> = [.inApp, .email],
        joined: @escaping Joined = { _, _, _ in },
        appointed: @escaping Appointed = { _, _ in },
        registered: @escaping Registered = { _, _, _ in },
        calendar: @escaping Calendar = { _, _, _ in [] },
        payments: PaymentPolicy = PaymentPolicy(),
        realtime: RealtimePolicy = .off,
        demoGuest: String = ""
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.root = root
        self.zone = zone
        self.currency = currency
        self.telephones = telephones
        self.languages = languages
        self.accounts = accounts
        self.anonymousLimit = anonymousLimit
        self.policies = policies
        self.content = content
        self.channels = channels
        self.joined = joined
        self.appointed = appointed
        self.registered = registered
        self.calendar = calendar
        self.payments = payments
        self.realtime = realtime
        self.demoGuest = demoGuest

        let platform = Platform.features(accounts, content, realtime, law)
        let all = platform + features
        let routes = all.flatMap { $0.routes(under: root) }
        let platformBounds = platform.flatMap(\.bounds).located(under: root, among: routes)
        self.access = access.adding(Platform.grants(platform, accounts, access.roles))
        bounds =
            platformBounds.served(by: routes)
            + features.flatMap(\.bounds).located(under: root, among: routes)
        quotas = bounds.inUse(platform.flatMap(\.quotas)) + features.flatMap(\.quotas)
        self.routes = bounds.applied(to: routes)
        migrations = all.flatMap(\.migrations) + all.flatMap(\.lateMigrations)
        // The reference shows the product's own before those of the platform.
        lifecycles = features.flatMap(\.lifecycles) + platform.reversed().flatMap(\.lifecycles)
        let moves = lifecycles.flatMap { table in table.rows.map { "\(table.name).\($0.event)" } }
        auditActions = all.flatMap(\.auditActions) + moves
        effects = Dictionary(grouping: all.flatMap(\.effects), by: \.effect)
        jobs = all.flatMap(\.jobs)
        schedules = all.flatMap(\.schedules)
        problems = all.flatMap(\.problems)
        personalData = all.reversed().flatMap(\.personalData)
        impersonalTables = all.flatMap(\.impersonalTables)
        retention = (features + platform).flatMap(\.retention)
        templates = all.flatMap(\.templates)
        reports = all.flatMap(\.reports)
        searched = all.flatMap(\.searched)
        sealed = all.flatMap(\.sealed)
        events = all.flatMap(\.events)
        fileScanned = { file, tx in for feature in all { try feature.fileScanned(file, tx) } }
        demo = { site in for feature in all { try await feature.demo(site) } }
    }

    /// The same product, in which people of these roles need a second factor.
    package func needingSecondFactor(of roles: [Role]) -> ProductDefinition {
        var product = self
        product.accounts.secondFactorRoles += roles.filter { access.roles.contains($0) }
        return product
    }
}
