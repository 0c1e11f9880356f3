import Kernel

/// Example values shared by a feature's templates; the preview of each template takes the values that its text names.
package struct NoticeExample: Sendable {
    private let values: [String: String]
    private let links: Set<String>
    private let multiline: Set<String>

    package init(_ values: [String: String], links: Set<String> = [], multiline: Set<String> = []) {
        self.values = values
        self.links = links
        self.multiline = multiline
    }

    package func with(_ more: [String: String]) -> NoticeExample {
        NoticeExample(values.merging(more) { $1 }, links: links, multiline: multiline)
    }

    fileprivate func template(
        _ name: NoticeTemplate.Name,
        _ subject: LocalizedText,
        _ body: LocalizedText
    ) -> NoticeTemplate {
        let words = [subject, body].flatMap { text in text.languages.map { text.text(in: $0) } }.joined()
        let used = values.filter { words.contains("{{\($0.key)}}") }
        return NoticeTemplate(
            name,
            .service,
            subject: subject,
            body: body,
            preview: used,
            links: links.filter { used[$0] != nil },
            multiline: multiline.filter { used[$0] != nil }
        )
    }
}

/// Makes a template of the category `service`, for the app and by e-mail.
package func template(
    _ name: NoticeTemplate.Name,
    _ subject: LocalizedText,
    _ body: LocalizedText,
    like example: NoticeExample
) -> NoticeTemplate {
    example.template(name, subject, body)
}
