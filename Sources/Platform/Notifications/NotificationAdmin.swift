import Kernel
import Store
import Web

/// The templates of the product's messages, and the deliveries.
enum NotificationAdmin {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get("/admin/notification-templates",                list,       .notificationsManage, "List notification templates", details: "All templates of the product, by name."),
            Get("/admin/notification-templates/{name}/preview", preview,    .notificationsManage, "Preview a notification template", details: "The e-mail of a template with its example values. Nothing is sent.").describing("name", "The name in the list of templates."),
            Get("/admin/notifications/deliveries",              deliveries, .notificationsManage, "List notification deliveries", details: "E-mails, text messages and push notifications with their state, newest first. Notifications shown in the app have no delivery."),
        ]
    }

    static func list(_ call: Call) async throws -> Listing<TemplateView> {
        let product = call.site.product
        return Listing(
            product.templates.sorted { $0.name.description < $1.name.description }
                .map { TemplateView($0, product.languages) }
        )
    }

    /// The language of a preview.
    struct PreviewQuery: Query {
        /// The product's first language by default.
        var language: Language?
    }

    static func preview(_ call: Call, name: Line<1, 100>, query: PreviewQuery) async throws -> TemplatePreview
    {
        let product = call.site.product
        guard let template = product.template(named: .init(name.rawValue)) else { throw Problem(.notFound) }
        let wanted = query.language ?? product.languages.first ?? .english
        guard let language = product.languages.meant(by: wanted.tag) else {
            throw Problem(.invalid, faults: [Problem.Fault("query/language", .languageUnknown)])
        }
        let current = try await call.db.read { tx in try template.overridden(in: language, tx) }
        let text = try NoticeText(current, in: language, values: template.preview, secrets: template.preview)
        let letter = MailLetter(text, in: language, from: product.title, unsubscribe: nil)
        return TemplatePreview(
            name: template.name.description,
            language: language,
            subject: text.subject,
            text: letter.text,
            html: letter.html
        )
    }

    /// A selection of deliveries.
    struct Filter: Query {
        /// Only deliveries with this progress.
        var state: NoticeDelivery.State?
        /// Only deliveries of this template, such as `accounts.password_reset`.
        var template: String?
        /// Only deliveries to this account, without those to its address alone, such as mailed links.
        var accountId: ID<Account>?
    }

    static func deliveries(_ call: Call, filter: Filter, page: PageRequest) async throws -> Page<DeliveryView>
    {
        let isShown = isShown(by: call.site.product.accounts)
        let conditions: [SQL?] = [
            filter.state.map { "d.state = \($0)" }, filter.template.map { "n.template = \($0)" },
            filter.accountId.map { "r.id = \($0)" },
        ]
        return try await call.db.read { tx in
            let deliveries: Page<DeliveryView> = try tx.page(
                page,
                """
                SELECT \(DeliveryView.columns) FROM notice_delivery d JOIN notice n ON n.id = d.notice_id
                  LEFT JOIN account r ON r.id = n.account_id AND \(isShown)
                 WHERE \(SQL.all(conditions.compactMap { $0 }))
                """,
                order: SortOrder(.descending("id", \.id))
            )
            let people = try call.names(of: deliveries.data.map(\.accountId), tx)
            return deliveries.map { $0.naming(people) }
        }
    }

    /// The condition of a recipient `r` that administrators may see.
    ///
    /// The recipients of reminders and nudges reveal consents and habits of people.
    private static func isShown(by accounts: AccountPolicy) -> SQL {
        accounts.administratorsSeeHoldings ? "1 = 1" : "r.role \(in: accounts.administrators.map(\.name))"
    }
}

/// A message template of the product.
struct TemplateView: View {
    /// A stable key, such as `accounts.password_reset`.
    var name: String
    /// The preference that messages of this template obey.
    var category: NoticeTemplate.Category
    /// The channels that it is written for.
    var channels: [NoticeTemplate.Channel]
    /// The languages that it is written in: those of the product.
    var languages: [Language]
    /// The variables of the text, in alphabetical order.
    var placeholders: [String]
    /// The variables whose values are encrypted and deleted after the delivery, as the link to a new password.
    var secrets: [String]

    init(_ template: NoticeTemplate, _ languages: [Language]) {
        name = template.name.description
        category = template.category
        channels = NoticeTemplate.Channel.allCases.filter(template.channels.contains)
        self.languages = languages
        placeholders = template.preview.keys.sorted()
        secrets = template.secrets.sorted()
    }
}

/// The e-mail of a template, filled with example values.
struct TemplatePreview: View {
    /// The template's key, such as `accounts.password_reset`.
    var name: String
    /// The language of the texts below.
    var language: Language
    /// The subject line of the e-mail.
    var subject: String
    /// The plain-text part.
    var text: String
    /// The HTML part, a complete document.
    var html: String
}

/// The delivery of one message; its recipient appears as an account and never as an address.
struct DeliveryView: View, Record {
    var id: ID<NoticeDelivery>
    /// The message's template, such as `accounts.password_reset`.
    var template: String
    /// The recipient; absent for a message to an address, such as a mailed link, even if an account has it, and for a user
    /// whose privacy the product promises.
    var accountId: ID<Account>?
    /// First and last name of the recipient; absent without an account.
    var accountName: String?
    /// The code by which the office knows the recipient, as a tax code; absent without one.
    var accountCode: String?
    /// The means of delivery.
    var channel: NoticeTemplate.Channel
    /// The progress so far.
    var state: NoticeDelivery.State
    /// The number of attempts so far.
    var attempts: Int
    /// The earliest moment of the first attempt; repetitions after a failure leave it unchanged.
    var dueAt: Instant
    /// The carrier's identifier of the message, once it has accepted it.
    var providerId: String?
    /// The carrier's reason for the last failed attempt, in English.
    var lastError: String?
    /// The time at which the message entered its queue.
    var createdAt: Instant
    /// The end of the last attempt, or the carrier's report of a lost text message; absent while an attempt follows.
    var endedAt: Instant?
    /// The arrival of a text message at the telephone, where the carrier reports it.
    var arrivedAt: Instant?

    static let columns: SQL =
        """
        d.id, n.template, r.id AS account_id, d.channel, d.state, d.attempts, d.due_at, d.provider_id, d.last_error,
        d.created_at, d.ended_at, d.arrived_at
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        template = try row.next()
        accountId = try row.next()
        channel = try row.next()
        state = try row.next()
        attempts = try row.next()
        dueAt = try row.next()
        providerId = try row.next()
        lastError = try row.next()
        createdAt = try row.next()
        endedAt = try row.next()
        arrivedAt = try row.next()
    }

    func naming(_ people: KnownPeople) -> DeliveryView {
        var delivery = self
        delivery.accountName = people.name(of: accountId)
        delivery.accountCode = people.code(of: accountId)
        return delivery
    }
}
