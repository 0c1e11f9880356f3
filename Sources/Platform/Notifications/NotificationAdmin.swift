import Kernel
import Store
import Web

/// What the house writes to people, and what became of it.
enum NotificationAdmin {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get("/admin/notification-templates",                list,       .notificationsManage, "List notification templates", details: "All templates of the product, by name."),
            Get("/admin/notification-templates/{name}/preview", preview,    .notificationsManage, "Preview a notification template", details: "The e-mail of a template with its example values. Nothing is sent."),
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

    struct PreviewQuery: Query {
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
        let text = try NoticeText(template, in: language, values: template.preview, secrets: template.preview)
        let letter = MailLetter(text, in: language, from: product.title, unsubscribe: nil)
        return TemplatePreview(
            name: template.name.description,
            language: language,
            subject: text.subject,
            text: letter.text,
            html: letter.html
        )
    }

    struct Filter: Query {
        var state: NoticeDelivery.State?
        var template: String?
        var accountId: ID<Account>?
    }

    static func deliveries(_ call: Call, filter: Filter, page: PageRequest) async throws -> Page<DeliveryView>
    {
        let conditions: [SQL?] = [
            filter.state.map { "d.state = \($0)" }, filter.template.map { "n.template = \($0)" },
            filter.accountId.map { "n.account_id = \($0)" },
        ]
        return try await call.db.read { tx in
            try tx.page(
                page,
                """
                SELECT \(DeliveryView.columns) FROM notice_delivery d JOIN notice n ON n.id = d.notice_id
                 WHERE \(SQL.all(conditions.compactMap { $0 }))
                """,
                order: Order(.descending("id", \.id))
            )
        }
    }
}

struct TemplateView: View {
    var name: String
    var category: NoticeTemplate.Category
    var channels: [NoticeTemplate.Channel]
    var languages: [Language]
    var placeholders: [String]
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

struct TemplatePreview: View {
    var name: String
    var language: Language
    var subject: String
    var text: String
    var html: String
}

/// One mail's way; whom it went to is known by the account, and never shown here as an address.
struct DeliveryView: View, Record {
    var id: ID<NoticeDelivery>
    var template: String
    var accountId: ID<Account>?
    var channel: NoticeTemplate.Channel
    var state: NoticeDelivery.State
    var attempts: Int
    var dueAt: Instant
    /// What the carrier calls the mail.
    var providerId: String?
    var lastError: String?
    var createdAt: Instant
    var endedAt: Instant?
    /// Of a text message whose carrier tells: when it came to the telephone.
    var arrivedAt: Instant?

    static let columns: SQL =
        """
        d.id, n.template, n.account_id, d.channel, d.state, d.attempts, d.due_at, d.provider_id, d.last_error,
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
}
