import Kernel
import Store
import Web

extension Feature {
    /// The texts of messages in all languages at once, in place of the platform's operations for one language.
    package static let templateTexts = Feature(
        routes: TemplateTextRoutes.routes,
        bounds: [
            Bound("PUT /admin/templates/{key}", because: "is done by administrators, a row for each language")
        ]
    )
}

/// The texts of the product's messages, which administrators replace in all languages at once.
enum TemplateTextRoutes {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get("/admin/templates",       list,   .templateManage, "List the texts of messages", details: "All templates of the product with the texts that are in use, by key, and with a preview of each."),
            Put("/admin/templates/{key}", change, .templateManage, "Replace the texts of a message", details: "Languages that are not among the texts get the text that comes with the product; null for all of them. The placeholders must stay the same. The preview fills them with examples.")
                .upTo(bytes: 131_072).refuses(.stale).describing("key", "The key in the list of templates."),
        ].tagged("Notifications")
    }

    static func list(_ call: Call) async throws -> Listing<TemplateTextsView> {
        let product = call.site.product
        return try await call.db.read { tx in
            let byName = Dictionary(grouping: try NoticeOverride.list(tx), by: \.template)
            return Listing(
                try product.templates.sorted { $0.name.description < $1.name.description }
                    .map { try TemplateTextsView($0, byName[$0.name] ?? [], product.languages) }
            )
        }
    }

    static func change(
        _ call: Call,
        key: Line<1, 100>,
        match: IfMatch?,
        body: TemplateTexts
    ) async throws -> Versioned<TemplateTextsView> {
        let product = call.site.product
        guard let template = product.template(named: .init(key.rawValue)) else { throw Problem(.notFound) }
        try body.check(template, product.languages)
        return try await call.db.write { tx in
            let present = try NoticeOverride.list(of: template.name, tx)
            try match?.check(MessageTemplateView.version(present))
            for language in product.languages {
                let text = body.texts?[language.tag]
                guard text != nil || present.contains(where: { $0.language == language }) else { continue }
                try NoticeOverride.put(
                    text?.subject.rawValue,
                    text?.body.rawValue,
                    of: template.name,
                    in: language,
                    tx
                )
            }
            try Audit.record(
                NotificationAction.changeTemplate,
                of: "notification_template",
                nil,
                by: call.actor,
                details: ["template": .string(template.name.description)],
                tx
            )
            let overrides = try NoticeOverride.list(of: template.name, tx)
            let view = try TemplateTextsView(template, overrides, product.languages)
            return Versioned(view, version: view.version)
        }
    }
}

/// The texts of a message in some languages.
struct TemplateTexts: Body {
    /// By language tag; null or absent for the texts that come with the product.
    var texts: [String: Text]?

    /// A text in one language.
    struct Text: Codable, Sendable, SchemaNamed {
        /// One line, with the placeholders in double braces.
        var subject: Line<1, 250>
        /// Plain text with empty lines between the paragraphs.
        var body: Kernel.Text<1, 10000>

        static let schemaName = "TemplateWords"
    }

    /// Refuses other languages than the product's, and texts with other placeholders than the template's.
    func check(_ template: NoticeTemplate, _ languages: [Language]) throws(Problem) {
        var faults: [Problem.Fault] = []
        for (tag, text) in (texts ?? [:]).sorted(by: { $0.key < $1.key }) {
            let place = "/texts".appending(member: tag)
            guard let language = languages.first(where: { $0.tag == tag }) else {
                faults.append(.init(place, .languageUnknown))
                continue
            }
            faults += Self.faults(of: text, template.placeholders(in: language), at: place)
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    private static func faults(of text: Text, _ expected: Set<String>, at place: String) -> [Problem.Fault] {
        let used = [("subject", text.subject.rawValue), ("body", text.body.rawValue)].flatMap {
            member,
            words in
            NoticeText.placeholders(of: words).map { (member, $0) }
        }
        let unknown = used.filter { !expected.contains($0.1) }.map {
            Problem.Fault("\(place)/\($0.0)", .placeholderUnknown($0.1))
        }
        let missing = expected.subtracting(used.map(\.1)).sorted().map {
            Problem.Fault("\(place)/body", .placeholderMissing($0))
        }
        return unknown + missing
    }
}

/// A message of the product with the texts that are in use.
struct TemplateTextsView: View {
    /// A stable key, such as `accounts.password_reset`.
    var key: String
    /// The category whose preferences apply to the message.
    var category: NoticeTemplate.Category
    /// The channels that it is written for.
    var channels: [NoticeTemplate.Channel]
    /// The names in double braces that every text has, in alphabetical order.
    var placeholders: [String]
    /// The texts by language tag.
    var texts: [String: Words]
    /// The languages in which administrators have replaced the text.
    var replaced: [Language]
    /// The texts with examples in the place of the placeholders, by language tag.
    var preview: [String: Words]
    /// The value for `If-Match`; grows with every replacement.
    var version: Int

    /// A text in one language.
    struct Words: Codable, Sendable, SchemaNamed {
        /// The subject line of an e-mail, and the title of a notification.
        var subject: String
        /// Plain text with empty lines between the paragraphs.
        var body: String

        static let schemaName = "TemplateWordsShown"
    }

    init(_ template: NoticeTemplate, _ overrides: [NoticeOverride], _ spoken: [Language]) throws {
        key = template.name.description
        category = template.category
        channels = NoticeTemplate.Channel.allCases.filter(template.channels.contains)
        placeholders = template.preview.keys.sorted()
        replaced = overrides.filter { $0.subject != nil || $0.body != nil }.map(\.language)
        version = MessageTemplateView.version(overrides)
        (texts, preview) = ([:], [:])
        for language in spoken {
            let current = overrides.first { $0.language == language }.map(template.overridden) ?? template
            texts[language.tag] = Words(
                subject: current.subject.text(in: language),
                body: current.body.text(in: language)
            )
            let filled = try NoticeText(
                current,
                in: language,
                values: template.preview,
                secrets: template.preview
            )
            preview[language.tag] = Words(subject: filled.subject, body: filled.body)
        }
    }
}
