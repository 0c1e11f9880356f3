import Kernel
import Store
import Web

/// One capability of the platform, or one part of a business, as the tables it adds to a product.
///
/// It is the map of its folder, `<Folder>/<Folder>Feature.swift`, and lists everything that the folder brings into a
/// product. A product is a list of such values with its own decisions.
package struct Feature: Sendable {
    /// Below the product's root.
    package let routes: [Route]
    /// At the site's own root: the pages behind links in mails, and sockets.
    package let siteRoutes: [Route]
    package let migrations: [Migration]
    /// Migrations that also need the tables of later features; they run after those of all features.
    package let lateMigrations: [Migration]
    package let lifecycles: [LifecycleTable]
    /// Its reactions to effects that subjects of other features publish.
    package let effects: [EffectHandler]
    /// The handlers of its subjects' time-outs.
    package let deadlines: [DeadlineHandler]
    package let jobs: [any Job.Type]
    package let schedules: [Schedule]
    package let problems: [Problem.Code]
    /// The limits on its scarce resources for one account.
    package let quotas: [Quota]
    /// For each of its writing operations the quota that bounds it, or the reason why none does.
    package let bounds: [Bound]
    /// The permissions that a product's administrators hold without a grant in its matrix.
    package let administration: [Permission]
    package let personalData: [PersonalData]
    package let impersonalTables: [ImpersonalTable]
    /// The retention periods of its rows.
    package let retention: [Retention]
    package let templates: [NoticeTemplate]
    /// Its reports, to read and to export.
    package let reports: [Report]
    /// Its tables with a full-text search.
    package let searched: [SearchedTable]
    /// Its encrypted columns.
    package let sealed: [SealedColumn]
    /// Its columns encrypted with the key of the person they belong to.
    package let personSealed: [PersonSealedColumn]
    /// Its webhook events.
    package let events: [WebhookEvent]
    /// The product's rules for organisations, from the feature with their tables.
    package let organizations: OrganizationRules?
    /// Its actions in the audit log, without the transitions of its lifecycles.
    package let auditActions: [String]
    /// Called when the scan of a file has ended, in the same transaction.
    package let fileScanned: FileScanned
    package typealias FileScanned = @Sendable (_ file: StoredFile, _ tx: borrowing Tx) throws -> Void
    /// The beginning of signed file addresses, below the product's root; nil leaves it to the platform.
    package let fileLinks: String?
    /// The datasets for reports that administrators build; from one feature of a product.
    package let reportBuilder: ReportBuilder?
    /// Called when a signed address was used, in the same transaction.
    package let fileOpened: FileOpened
    package typealias FileOpened =
        @Sendable (
            _ file: StoredFile, _ purpose: FileLink.Purpose, _ account: ID<Account>?, _ tx: borrowing Tx
        ) throws -> Void
    /// Called before an account is erased, in the same transaction: refuses the erasure, or prepares for it.
    package let erasing: Erasing
    package typealias Erasing =
        @Sendable (_ account: Account, _ cause: Erasure.Cause, _ call: Call, _ tx: borrowing Tx) throws ->
        Void
    /// Called when an account changes hands or is erased, in the same transaction: ends its links to services.
    package let unlinking: Unlinking
    package typealias Unlinking =
        @Sendable (_ account: ID<Account>, _ actor: Actor, _ site: Site, _ tx: borrowing Tx) throws -> Void
    /// The data that is erased some time after its consent was withdrawn.
    package let withdrawals: [ConsentWithdrawal]
    /// Fills an empty site with realistic rows; a second run adds nothing.
    package let demo: Demo
    package typealias Demo = @Sendable (Site) async throws -> Void

    package init(
        routes: [Route] = [],
        siteRoutes: [Route] = [],
        migrations: [Migration] = [],
        lateMigrations: [Migration] = [],
        lifecycles: [LifecycleTable] = [],
        effects: [EffectHandler] = [],
        deadlines: [DeadlineHandler] = [],
        jobs: [any Job.Type] = [],
        schedules: [Schedule] = [],
        problems: [Problem.Code] = [],
        quotas: [Quota] = [],
        bounds: [Bound] = [],
        administration: [Permission] = [],
        personalData: [PersonalData] = [],
        impersonalTables: [ImpersonalTable] = [],
        retention: [Retention] = [],
        templates: [NoticeTemplate] = [],
        reports: [Report] = [],
        searched: [SearchedTable] = [],
        sealed: [SealedColumn] = [],
        personSealed: [PersonSealedColumn] = [],
        events: [WebhookEvent] = [],
        audit: (any AuditAction.Type)? = nil,
        organizations: OrganizationRules? = nil,
        fileScanned: @escaping FileScanned = { _, _ in },
        fileLinks: String? = nil,
        reportBuilder: ReportBuilder? = nil,
        fileOpened: @escaping FileOpened = { _, _, _, _ in },
        erasing: @escaping Erasing = { _, _, _, _ in },
        unlinking: @escaping Unlinking = { _, _, _, _ in },
        withdrawals: [ConsentWithdrawal] = [],
        demo: @escaping Demo = { _ in }
    ) {
        self.routes = routes
        self.siteRoutes = siteRoutes
        self.migrations = migrations
        self.lateMigrations = lateMigrations
        self.lifecycles = lifecycles
        self.effects = effects
        self.deadlines = deadlines
        self.jobs = jobs
        self.schedules = schedules
        self.problems = problems
        self.quotas = quotas
        self.bounds = bounds
        self.administration = administration
        self.personalData = personalData
        self.impersonalTables = impersonalTables
        self.retention = retention
        self.templates = templates
        self.reports = reports
        self.searched = searched
        self.sealed = sealed
        self.personSealed = personSealed
        self.events = events
        auditActions = audit?.names ?? []
        self.organizations = organizations
        self.fileScanned = fileScanned
        self.fileLinks = fileLinks
        self.reportBuilder = reportBuilder
        self.fileOpened = fileOpened
        self.erasing = erasing
        self.unlinking = unlinking
        self.withdrawals = withdrawals
        self.demo = demo
    }

    func routes(under root: String, without others: Set<String> = []) -> [Route] {
        routes.filter { !others.contains($0.name) }.map { $0.under(root) } + siteRoutes
    }
}
