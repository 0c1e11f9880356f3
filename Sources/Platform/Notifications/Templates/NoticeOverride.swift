import Kernel
import Store

/// An administrator's text in place of a template's own, in one language.
struct NoticeOverride: Record {
    let template: NoticeTemplate.Name
    let language: Language
    /// Nil for the subject that comes with the product.
    let subject: String?
    /// Nil for the body that comes with the product.
    let body: String?
    let version: Int

    static let columns: SQL = "o.template, o.language, o.subject, o.body, o.version"

    init(_ row: inout Row) throws {
        template = NoticeTemplate.Name(try row.next())
        language = try row.next()
        subject = try row.next()
        body = try row.next()
        version = try row.next()
    }

    static func list(_ tx: borrowing Tx) throws -> [NoticeOverride] {
        try tx.all("SELECT \(columns) FROM notice_override o ORDER BY o.template, o.language")
    }

    static func list(of template: NoticeTemplate.Name, _ tx: borrowing Tx) throws -> [NoticeOverride] {
        try tx.all("SELECT \(columns) FROM notice_override o WHERE o.template = \(template.description)")
    }

    static func put(
        _ subject: String?,
        _ body: String?,
        of template: NoticeTemplate.Name,
        in language: Language,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO notice_override (template, language, subject, body, version, changed_at)
            VALUES (\(template.description), \(language), \(subject), \(body), 1, \(tx.now))
                ON CONFLICT (template, language) DO UPDATE
               SET subject = excluded.subject, body = excluded.body, version = notice_override.version + 1,
                   changed_at = excluded.changed_at
            """
        )
    }

    static let migration = Migration(
        id: "platform/notifications-009",
        """
        CREATE TABLE notice_override (
            template {text} NOT NULL,
            language {text} NOT NULL,
            subject {text},
            body {text},
            version {int} NOT NULL,
            changed_at {instant} NOT NULL,
            PRIMARY KEY (template, language)
        ) {strict};
        """
    )
}

extension NoticeTemplate {
    /// The template with the administrators' text in that language, where there is one.
    func overridden(in language: Language, _ tx: borrowing Tx) throws -> NoticeTemplate {
        let own: NoticeOverride? = try tx.first(
            """
            SELECT \(NoticeOverride.columns) FROM notice_override o
             WHERE o.template = \(name.description) AND o.language = \(language)
            """
        )
        return own.map(overridden) ?? self
    }

    func overridden(by own: NoticeOverride) -> NoticeTemplate {
        NoticeTemplate(
            name,
            category,
            channels: channels,
            subject: own.subject.map { subject.saying($0, in: own.language) } ?? subject,
            body: own.body.map { body.saying($0, in: own.language) } ?? body,
            preview: preview,
            secrets: secrets,
            links: links,
            multiline: multiline,
            isQuiet: isQuiet
        )
    }

    /// The placeholders of its text in a language, each once.
    func placeholders(in language: Language) -> Set<String> {
        Set(NoticeText.placeholders(of: subject.text(in: language) + "\n" + body.text(in: language)))
    }
}

extension LocalizedText {
    fileprivate func saying(_ text: String, in language: Language) -> LocalizedText {
        LocalizedText(each: languages.map { ($0, $0 == language ? text : self.text(in: $0)) })
    }
}
