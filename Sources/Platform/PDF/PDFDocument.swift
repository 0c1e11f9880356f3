import Kernel

/// The contents of a document, from top to bottom, on A4 pages; the same contents produce the same bytes.
package struct PDFDocument: Sendable {
    package let title: String
    /// The author in the PDF's metadata.
    package let author: String
    /// The language that selects glyphs where languages share characters.
    package let language: Language
    package let createdAt: Instant
    /// Printed at the foot of every page, next to the page number.
    package var footer = ""
    private(set) var blocks: [PDFBlock] = []

    package init(title: String, author: String, language: Language, createdAt: Instant) {
        self.title = title
        self.author = author
        self.language = language
        self.createdAt = createdAt
    }

    /// Whether the text and the table columns begin at the right, as in Arabic and Sorani.
    var isRightToLeft: Bool {
        ["ar", "ku", "ckb", "fa", "ur", "he"].contains(language.tag.prefix { $0 != "-" })
    }

    package mutating func heading(_ text: String, level: PDFHeading = .title) {
        blocks.append(.heading(text, level))
    }

    package mutating func paragraph(_ text: String, _ style: PDFTextStyle = .body) {
        blocks.append(.paragraph(text, style))
    }

    /// Names with their values, one below the other.
    package mutating func facts(_ facts: KeyValuePairs<String, String>) {
        self.facts(facts.map { ($0.key, $0.value) })
    }

    package mutating func facts(_ facts: [(name: String, value: String)]) {
        let rows = facts.map { [$0.name, $0.value] }
        blocks.append(.table(PDFTable([.init("", width: 1), .init("", width: 2.5)], rows, style: .facts)))
    }

    /// Two texts side by side, such as sender and recipient.
    package mutating func pair(_ left: String, _ right: String) {
        blocks.append(.table(PDFTable([.init(""), .init("")], [[left, right]], style: .plain)))
    }

    package mutating func table(_ table: PDFTable) {
        blocks.append(.table(table))
    }
}

enum PDFBlock: Sendable {
    case heading(String, PDFHeading)
    case paragraph(String, PDFTextStyle)
    case table(PDFTable)
}

package enum PDFHeading: Sendable {
    case title
    case section
}

package enum PDFTextStyle: Sendable {
    case body
    case strong
    case small
}
