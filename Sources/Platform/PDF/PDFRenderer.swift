/// Renders documents on its own threads: a long table takes seconds, too long for a thread of the request
/// pool.
package final class PDFRenderer: Sendable {
    private let threadPool: ThreadPool

    package init(threads: Int = 1, maxQueue: Int = 256) {
        threadPool = ThreadPool("pdf", threads: threads, maxQueue: maxQueue, patience: .seconds(60))
    }

    /// Refused with 503 when too many documents wait.
    package func print(_ document: PDFDocument) async throws -> [UInt8] {
        try await threadPool.run {
            let fonts = PDFFonts(document.language, isRightToLeft: document.isRightToLeft)
            // Every page shows the number of pages, so a first layout counts them.
            let pages = try PDFLayout(document, on: PageCursor(fonts: fonts, pages: 0, surface: nil)).run()
            let surface = try CairoSurface(document)
            _ = try PDFLayout(document, on: PageCursor(fonts: fonts, pages: pages, surface: surface)).run()
            return try surface.finish()
        }
    }
}
