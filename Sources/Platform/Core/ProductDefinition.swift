import Kernel
import Store
import Web

/// A product as data, with everything that the server knows about one business.
package struct ProductDefinition: Sendable {
    /// The name in commands, prefixes and tables of the reference, such as `caf`.
    package let name: String
    package let title: String
    package let summary: String
    /// The beginning of its paths, such as `/api/v1`; empty when they begin at the site's root.
    package let root: String
    package let zone: Zone
    package let currency: Currency
    /// The country whose phone numbers may be typed without a country code.
    package let telephones: DialPlan?
    /// The languages of its answers, the default first.
    package let languages: [Language]
    package private(set) var accounts: AccountPolicy
    /// The limit of requests from one address without an account; ten times as high in development.
    package let anonymousLimit: RateLimit?
    package let access: AccessMatrix
    package let routes: [Route]
    /// The limits on scarce resources for one account.
    package let quotas: [Quota]
    /// The bound of each writing operation.
    package let bounds: [Bound]
    package let migrations: [Migration]
    package let lifecycles: [LifecycleTable]
    /// The reactions of features to the effects of lifecycles.
    package let effects: [Effect: [EffectHandler]]
    /// The handlers of all time-outs.
    package let deadlines: Deadlines
    package let jobs: [any Job.Type]
    package let schedules: [Schedule]
    package let problems: [Problem.Code]
    /// The policies that people are asked to agree to.
    package let policies: [Policy]
    /// Whether it has pages, FAQs and news.
    package let content: ContentPolicy
    /// Every kind of personal data, in the order of an erasure: rows go before those they refer to, the account last.
    package let personalData: [PersonalData]
    package let impersonalTables: [ImpersonalTable]
    /// The retention periods of its data.
    package let retention: [Retention]
    package let templates: [NoticeTemplate]
    /// The channels that people can choose for notifications.
    package let channels: Set<NoticeTemplate.Channel>
    /// The categories of its messages, and the settings that people have.
    package let notices: NoticePolicy
    /// The reports, to read and to export.
    package let reports: [Report]
    /// The tables with a full-text search.
    package let searched: [SearchedTable]
    /// The encrypted columns.
    package let sealed: [SealedColumn]
    /// The columns encrypted with the key of the person they belong to.
    package let personSealed: [PersonSealedColumn]
    /// The webhook events.
    package let events: [WebhookEvent]
    /// Its rules for organisations; nil without them.
    package let organizations: OrganizationRules?
    /// Called when the scan of a file has ended, in the same transaction.
    package let fileScanned: Feature.FileScanned
    /// The beginning of signed file addresses, below the root.
    package let fileLinks: String
    /// The datasets for reports that administrators build; nil without any.
    package let reportBuilder: ReportBuilder?
    /// Called when a signed file address was used, in the same transaction.
    package let fileOpened: Feature.FileOpened
    /// Called before an account is erased, in the same transaction.
    package let erasing: Feature.Erasing
    /// Called when an account changes hands or is erased, in the same transaction.
    package let unlinking: Feature.Unlinking
    /// The data that is erased some time after its consent was withdrawn, in the order of an erasure.
    package let withdrawals: [ConsentWithdrawal]
    /// Writes the product's row of a colleague when an invitation is accepted.
    package let joined: Joined
    package typealias Joined = @Sendable (Account, Invitation, borrowing Tx) throws -> Void
    /// Writes the product's row of a person whose account a command created, with nothing else known.
    package let appointed: Appointed
    package typealias Appointed = @Sendable (Account, borrowing Tx) throws -> Void
    /// Writes the product's row of a registered person when the address has been confirmed.
    package let registered: Registered
    package typealias Registered = @Sendable (Account, _ details: JSONValue, borrowing Tx) throws -> Void
    /// The names of its people; nil when its lists show accounts by their identities only.
    package let personNames: PersonNames?
    /// A query for the ids of the records that people call by a reference code; nil without such records.
    package let numbered: Numbered?
    package typealias Numbered = @Sendable (ReferenceCode) -> SQL
    /// The events in a person's calendar.
    package let calendar: Calendar
    package typealias Calendar = @Sendable (Account, Site, borrowing Tx) throws -> [CalendarEvent]
    /// All actions that its audit log can have.
    package let auditActions: [String]
    /// The consequences of payments.
    package let payments: PaymentPolicy
    /// The consequences of charges.
    package let charges: ChargePolicy
    /// The consequences of transfers to payees.
    package let transfers: TransferPolicy
    /// The texts and rules for calendars and meetings elsewhere.
    package let integrations: IntegrationPolicy
    /// Whether its clients receive live events, and which ones they may receive.
    package let realtime: RealtimePolicy
    /// Fills an empty site with a realistic small business and the people of the README.
    package let demo: Feature.Demo
    /// A person of the demo as whom a newcomer can log in.
    package let demoGuest: String

    /// Each feature must come after the ones with the tables it refers to; the platform's own come first.
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
        notices: NoticePolicy = .standard,
        secondNames: [SecondName] = [],
        joined: @escaping Joined = { _, _, _ in },
        appointed: @escaping Appointed = { _, _ in },
        registered: @escaping Registered = { _, _, _ in },
        names: PersonNames? = nil,
        numbered: Numbered? = nil,
        calendar: @escaping Calendar = { _, _, _ in [] },
        payments: PaymentPolicy = PaymentPolicy(),
        charges: ChargePolicy = .off,
        transfers: TransferPolicy = .off,
        integrations: IntegrationPolicy = .off,
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
        self.notices = notices
        self.joined = joined
        self.appointed = appointed
        self.registered = registered
        personNames = names
        self.numbered = numbered
        self.calendar = calendar
        self.payments = payments
        self.charges = charges
        self.transfers = transfers
        self.integrations = integrations
        self.realtime = realtime
        self.demoGuest = demoGuest

        fileLinks = features.lazy.compactMap(\.fileLinks).first ?? FileRoutes.usualFolder
        reportBuilder = features.lazy.compactMap(\.reportBuilder).first
        let platform = Platform.features(accounts, content, realtime, law, notices, fileLinks: fileLinks)
        let all = platform + features
        // An operation of the product replaces the platform's with the same method and path.
        let own = Set(features.flatMap(\.routes).map(\.name))
        let routes = secondNames.added(
            to: platform.flatMap { $0.routes(under: root, without: own) }
                + features.flatMap { $0.routes(under: root) },
            under: root
        )
        let platformBounds = secondNames.added(to: platform.flatMap(\.bounds))
            .located(under: root, among: routes)
        self.access = access.adding(Platform.grants(all, accounts, access.roles))
        bounds =
            platformBounds.served(by: routes)
            + features.flatMap(\.bounds).located(under: root, among: routes)
        quotas = bounds.inUse(platform.flatMap(\.quotas)) + features.flatMap(\.quotas)
        let words = [notices.words, channels.words].reduce(policies.words) { words, more in
            words.merging(more) { own, _ in own }
        }
        self.routes = bounds.applied(to: routes).map { $0.speaking(words) }
        migrations = all.flatMap(\.migrations) + all.flatMap(\.lateMigrations)
        // The reference shows the product's own lifecycles before those of the platform.
        lifecycles = features.flatMap(\.lifecycles) + platform.reversed().flatMap(\.lifecycles)
        let moves = lifecycles.flatMap { table in table.rows.map { "\(table.name).\($0.event)" } }
        auditActions = all.flatMap(\.auditActions) + moves
        effects = Dictionary(grouping: all.flatMap(\.effects), by: \.effect)
        deadlines = Deadlines(all.flatMap(\.deadlines))
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
        personSealed = all.flatMap(\.personSealed)
        events = all.flatMap(\.events)
        organizations = all.lazy.compactMap(\.organizations).first
        fileScanned = { file, tx in for feature in all { try feature.fileScanned(file, tx) } }
        fileOpened = { file, purpose, account, tx in
            for feature in all { try feature.fileOpened(file, purpose, account, tx) }
        }
        erasing = { account, cause, call, tx in
            for feature in all { try feature.erasing(account, cause, call, tx) }
        }
        unlinking = { account, actor, site, tx in
            for feature in all { try feature.unlinking(account, actor, site, tx) }
        }
        withdrawals = all.reversed().flatMap(\.withdrawals)
        demo = { site in for feature in all { try await feature.demo(site) } }
    }

    /// A copy of the product in which people with these roles need a second factor.
    package func needingSecondFactor(of roles: [Role]) -> ProductDefinition {
        var product = self
        product.accounts.secondFactorRoles += roles.filter { access.roles.contains($0) }
        return product
    }
}
