import Kernel

/// What stands in a document, from top to bottom, on A4 pages; the same contents make the same bytes.
package struct PDFDocument: Sendable {
    package let title: String
    /// Who made it.
    package let author: String
    /// How glyphs are chosen where languages share characters.
    package let language: Language
    package let createdAt: Instant
    /// At the foot of every page, beside the page's number.
    package var footer = ""
    private(set) var blocks: [PDFBlock] = []

    package init(title: String, author: String, language: Language, createdAt: Instant) {
        self.title = title
        self.author = author
        self.language = language
        self.createdAt = createdAt
    }

    /// Arabic, Sorani and others begin at the right: so do the columns of their tables.
    var isRightToLeft: Bool {
        ["ar", "ku", "ckb", "fa", "ur", "he"].contains(language.tag.prefix { $0 != "-" })
    }

    package mutating func heading(_ text: String, level: PDFHeading = .title) {
        blocks.append(.heading(text, level))
    }

    package mutating func paragraph(_ text: String, _ style: PDFTextStyle = .body) {
        blocks.append(.paragraph(text, style))
    }

    /// Names and what they are, one below the other.
    package mutating func facts(_ facts: KeyValuePairs<String, String>) {
        self.facts(facts.map { ($0.key, $0.value) })
    }

    package mutating func facts(_ facts: [(name: String, value: String)]) {
        let rows = facts.map { [$0.name, $0.value] }
        blocks.append(.table(PDFTable([.init("", width: 1), .init("", width: 2.5)], rows, style: .facts)))
    }

    /// Two texts side by side, as sender and recipient.
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
