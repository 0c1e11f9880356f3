import Kernel
import Store
import Web

/// A product as data: everything the server knows about one business is in such a value.
package struct Product: Sendable {
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
    package let jobs: [any Job.Type]
    package let schedules: [Schedule]
    package let problems: [Problem.Code]
    /// What people are asked to agree to.
    package let policies: [Policy]
    /// Whether it has pages, questions and news.
    package let content: ContentPolicy
    /// Every kind of personal data, the product's before the platform's.
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
    /// What happens here that other systems can be told of.
    package let events: [WebhookEvent]
    /// Called when the scan of a file has ended, in the same transaction.
    package let fileScanned: @Sendable (_ file: StoredFile, _ tx: borrowing Tx) throws -> Void
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
    /// What follows from what happens to its money.
    package let payments: PaymentPolicy
    /// Whether its clients are told what happens, and who hears what.
    package let realtime: RealtimePolicy
    /// Fills an empty site with a believable small business and the cast the README speaks of.
    package let demo: @Sendable (Site) async throws -> Void
    /// Someone of the demo whom a newcomer can log in as.
    package let demoGuest: String

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
        routes: [Route],
        migrations: [Migration],
        lifecycles: [LifecycleTable] = [],
        jobs: [any Job.Type] = [],
        schedules: [Schedule] = [],
        problems: [Problem.Code] = [],
        quotas: [Quota] = [],
        bounds: [Bound] = [],
        policies: [Policy] = [],
        content: ContentPolicy = .off,
        personalData: [PersonalData] = [],
        impersonalTables: [ImpersonalTable] = [],
        retention: [Retention] = [],
        templates: [NoticeTemplate] = [],
        channels: Set<NoticeTemplate.Channel> = [.inApp, .email],
        reports: [Report] = [],
        searched: [SearchedTable] = [],
        events: [WebhookEvent] = [],
        fileScanned: @escaping @Sendable (_ file: StoredFile, _ tx: borrowing Tx) throws -> Void = { _, _ in
        },
        joined: @escaping Joined = { _, _, _ in },
        appointed: @escaping Appointed = { _, _ in },
        registered: @escaping Registered = { _, _, _ in },
        calendar: @escaping Calendar = { _, _, _ in [] },
        payments: PaymentPolicy = PaymentPolicy(),
        realtime: RealtimePolicy = .off,
        demo: @escaping @Sendable (Site) async throws -> Void = { _ in },
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
        self.access = access.adding(Platform.grants(accounts, access.roles))
        let routes =
            routes + Platform.routes(under: root) + PhoneRoutes.routes(under: root, accounts)
            + CMS.routes(under: root, content) + Realtime.routes(realtime)
        self.bounds = PlatformBounds.rows(under: root, routes) + bounds
        self.quotas = self.bounds.inUse(Quota.all) + quotas
        self.routes = self.bounds.applied(to: routes)
        self.migrations = Platform.migrations + migrations
        self.lifecycles = lifecycles + Payments.lifecycles + content.lifecycles
        self.jobs = Platform.jobs + jobs
        self.schedules = Platform.schedules + schedules
        self.problems = Platform.problems + problems
        self.policies = policies
        self.content = content
        self.personalData = personalData + Privacy.personalData
        self.impersonalTables = Privacy.impersonalTables + Bookings.impersonalTables + impersonalTables
        self.retention = retention + Privacy.retention
        self.templates = Platform.templates + templates
        self.channels = channels
        self.reports = reports
        self.searched = searched
        self.events = events
        self.fileScanned = fileScanned
        self.joined = joined
        self.appointed = appointed
        self.registered = registered
        self.calendar = calendar
        self.payments = payments
        self.realtime = realtime
        self.demo = demo
        self.demoGuest = demoGuest
    }

    /// The same product, in which people of these roles need a second factor.
    package func needingSecondFactor(of roles: [Role]) -> Product {
        var product = self
        product.accounts.secondFactorRoles += roles.filter { access.roles.contains($0) }
        return product
    }
}
