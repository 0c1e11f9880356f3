/// Renders documents on its own threads: a long table takes seconds, too long for a thread of the request
/// pool.
package final class PDFPress: Sendable {
    private let crew: Crew

    package init(threads: Int = 1, maxQueue: Int = 256) {
        crew = Crew("pdf", threads: threads, maxQueue: maxQueue, patience: .seconds(60))
    }

    /// Refused with 503 when too many documents wait.
    package func print(_ document: PDFDocument) async throws -> [UInt8] {
        try await crew.run {
            let fonts = PDFFonts(document.language, isRightToLeft: document.isRightToLeft)
            // Every page shows the number of pages, so a first layout counts them.
            let pages = try PDFLayout(document, on: PDFPaper(fonts: fonts, pages: 0, ink: nil)).run()
            let ink = try PDFInk(document)
            _ = try PDFLayout(document, on: PDFPaper(fonts: fonts, pages: pages, ink: ink)).run()
            return try ink.finish()
        }
    }
}
