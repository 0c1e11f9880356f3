import Kernel
import Web

/// A report being laid out as a PDF, in the reader's language and direction.
package struct ReportDocument: Sendable {
    package var document: PDFDocument
    package let layout: ReportLayout
    private let fileName: String

    /// Begins with the title and the time of creation.
    package init(_ report: Report, _ layout: ReportLayout, madeAt now: Instant, at site: Site) {
        self.layout = layout
        let title = report.title.text(in: layout.languages)
        document = PDFDocument(
            title: title,
            author: site.product.title,
            language: layout.languages.first ?? .english,
            createdAt: now
        )
        document.footer = "\(site.product.title) · \(title)"
        document.heading(title)
        fileName = "\(report.name)-\(layout.zone.civil(now).date).pdf"
    }

    /// The time of creation, the first of its facts.
    package var made: (name: String, value: String) {
        (Self.made.text(in: layout.languages), layout.text(of: document.createdAt))
    }

    package func printed(at site: Site) async throws -> Raw {
        Raw("application/pdf", try await site.dependencies.pdfRenderer.print(document), fileName: fileName)
    }

    private static let made: LocalizedText = [
        "en": "Created", "it": "Generato il", "ar": "تاريخ الإصدار", "ku": "کاتی دروستکردن",
    ]
}
