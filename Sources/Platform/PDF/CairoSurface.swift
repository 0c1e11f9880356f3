import CCairo
import Kernel

/// The cairo surface of the pages, and its output.
final class CairoSurface {
    private final class Sink {
        var bytes: [UInt8] = []
    }

    let cairo: OpaquePointer
    private let surface: OpaquePointer
    private let sink = Sink()

    init(_ document: PDFDocument) throws {
        let written = Unmanaged.passUnretained(sink).toOpaque()
        let surface = cairo_pdf_surface_create_for_stream(
            { sink, data, count in
                guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().bytes
                    .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            },
            written,
            PageCursor.width,
            PageCursor.height
        )
        guard let surface, let cairo = cairo_create(surface) else { throw PDFFailed(status: -1) }
        self.surface = surface
        self.cairo = cairo
        describe(document)
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    func finish() throws -> [UInt8] {
        cairo_surface_finish(surface)
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS, cairo_status(cairo) == CAIRO_STATUS_SUCCESS else {
            throw PDFFailed(status: Int(status.rawValue))
        }
        return sink.bytes
    }

    /// A fixed date: cairo would write the current time, and equal documents would differ.
    private func describe(_ document: PDFDocument) {
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
        let date = document.createdAt.description
        let facts = [
            (CAIRO_PDF_METADATA_TITLE, document.title),
            (CAIRO_PDF_METADATA_AUTHOR, document.author),
            (CAIRO_PDF_METADATA_CREATOR, "Portico"),
            (CAIRO_PDF_METADATA_CREATE_DATE, String(date.prefix(19)) + "Z"),
            (CAIRO_PDF_METADATA_MOD_DATE, String(date.prefix(19)) + "Z"),
        ]
        for (name, value) in facts { cairo_pdf_surface_set_metadata(surface, name, PDFText.printable(value)) }
    }
}

struct PDFFailed: Error {
    let status: Int
}
