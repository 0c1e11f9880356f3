/// Makes documents on threads of its own: a long table takes seconds, which no thread of the request pool may spend.
package final class PDFRenderer: Sendable {
    private let crew: ThreadPool

    package init(threads: Int = 1, maxQueue: Int = 256) {
        crew = ThreadPool("pdf", threads: threads, maxQueue: maxQueue, patience: .seconds(60))
    }

    /// Refused with 503 when too many wait already.
    package func print(_ document: PDFDocument) async throws -> [UInt8] {
        try await crew.run {
            let fonts = PDFFonts(document.language, isRightToLeft: document.isRightToLeft)
            // The number of pages stands on every page: they are laid out once to count them.
            let pages = try PDFLayout(document, on: PageCursor(fonts: fonts, pages: 0, ink: nil)).run()
            let ink = try CairoSurface(document)
            _ = try PDFLayout(document, on: PageCursor(fonts: fonts, pages: pages, ink: ink)).run()
            return try ink.finish()
        }
    }
}
