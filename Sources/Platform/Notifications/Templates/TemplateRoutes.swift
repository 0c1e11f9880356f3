import Kernel
import Store
import Web

/// The texts of the product's messages, which administrators can replace language by language.
enum TemplateRoutes {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get("/admin/templates",       list,   .notificationsManage, "List the texts of messages", details: "All templates of the product with the texts that are in use, by key."),
            Put("/admin/templates/{key}", change, .notificationsManage, "Replace the text of a message", details: "In one language. A null or absent subject or body restores the text that comes with the product. The placeholders must stay the same.")
                .upTo(bytes: 65_536).describing("key", "The key in the list of templates."),
        ]
    }

    static func list(_ call: Call) async throws -> Listing<MessageTemplateView> {
        let product = call.site.product
        let overrides = try await call.db.read { tx in try NoticeOverride.list(tx) }
        let byName = Dictionary(grouping: overrides, by: \.template)
        return Listing(
            product.templates.sorted { $0.name.description < $1.name.description }
                .map { MessageTemplateView($0, byName[$0.name] ?? [], product.languages) }
        )
    }

    static func change(
        _ call: Call,
        key: Line<1, 100>,
        match: IfMatch?,
        body: TemplateText
    ) async throws -> Versioned<MessageTemplateView> {
        let product = call.site.product
        guard let template = product.template(named: .init(key.rawValue)) else { throw Problem(.notFound) }
        let language = try body.check(template, product.languages)
        return try await call.db.write { tx in
            try match?.check(MessageTemplateView.version(NoticeOverride.list(of: template.name, tx)))
            let (subject, text) = (body.subject?.rawValue, body.body?.rawValue)
            try NoticeOverride.put(subject, text, of: template.name, in: language, tx)
            try Audit.record(
                NotificationAction.changeTemplate,
                of: "notification_template",
                nil,
                by: call.actor,
                details: ["template": .string(template.name.description), "language": .string(language.tag)],
                tx
            )
            let overrides = try NoticeOverride.list(of: template.name, tx)
            let view = MessageTemplateView(template, overrides, product.languages)
            return Versioned(view, version: view.version)
        }
    }
}

enum NotificationAction: String, AuditAction {
    case changeTemplate = "notification.change_template"
}

/// The text of a message in one language.
struct TemplateText: Body {
    /// The language of the text, one of the product's.
    var language: Language
    /// One line with the placeholders in double braces; null or absent for the one that comes with the product.
    var subject: Line<1, 250>?
    /// Plain text with empty lines between the paragraphs; null or absent for the one that comes with the product.
    var body: Text<1, 10000>?

    /// The language, once the text has all placeholders of the template and no others.
    func check(_ template: NoticeTemplate, _ languages: [Language]) throws -> Language {
        guard let language = languages.meant(by: self.language.tag) else {
            throw Problem(.invalid, faults: [Problem.Fault("/language", .languageUnknown)])
        }
        let expected = template.placeholders(in: language)
        let subject = subject?.rawValue ?? template.subject.text(in: language)
        let body = body?.rawValue ?? template.body.text(in: language)
        let used = [("/subject", subject), ("/body", body)].flatMap { place, text in
            NoticeText.placeholders(of: text).map { (place, $0) }
        }
        var faults = used.filter { !expected.contains($0.1) }.map {
            Problem.Fault($0.0, .placeholderUnknown($0.1))
        }
        let missing = expected.subtracting(used.map(\.1)).sorted()
        faults += missing.map { Problem.Fault("/body", .placeholderMissing($0)) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return language
    }
}

/// A message of the product with the texts that are in use.
struct MessageTemplateView: View {
    /// A stable key, such as `accounts.password_reset`.
    var key: String
    /// The category whose preferences apply to the message.
    var category: NoticeTemplate.Category
    /// The channels that it is written for.
    var channels: [NoticeTemplate.Channel]
    /// The names in double braces that every text has, in alphabetical order.
    var placeholders: [String]
    /// The texts by language.
    var languages: [String: Text]
    /// The value for `If-Match`; grows with every replacement.
    var version: Int

    /// A text in one language.
    struct Text: Codable, Sendable, SchemaNamed {
        /// The subject line of an e-mail, and the title of a notification.
        var subject: String
        /// Plain text with empty lines between the paragraphs.
        var body: String
        /// Whether administrators have replaced the subject or the body.
        var overridden: Bool

        static let schemaName = "MessageText"
    }

    init(_ template: NoticeTemplate, _ overrides: [NoticeOverride], _ spoken: [Language]) {
        key = template.name.description
        category = template.category
        channels = NoticeTemplate.Channel.allCases.filter(template.channels.contains)
        placeholders = template.preview.keys.sorted()
        version = Self.version(overrides)
        languages = [:]
        for language in spoken {
            let own = overrides.first { $0.language == language }
            let current = own.map(template.overridden) ?? template
            languages[language.tag] = Text(
                subject: current.subject.text(in: language),
                body: current.body.text(in: language),
                overridden: own?.subject != nil || own?.body != nil
            )
        }
    }

    /// 1 for the texts that come with the product.
    static func version(_ overrides: [NoticeOverride]) -> Int { 1 + overrides.reduce(0) { $0 + $1.version } }
}
