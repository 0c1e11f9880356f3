import CCairo

/// The position on the current page, and the page breaks.
///
/// Without ink nothing is drawn and the pages are only counted.
final class PageCursor {
    // A4, in points.
    static let width = 595.276
    static let height = 841.89
    static let margin = 48.0
    static let bottom = height - 62
    static var textWidth: Double { width - 2 * margin }

    let fonts: PDFFonts
    let surface: CairoSurface?
    private(set) var page = 1
    private(set) var y = margin
    private let pages: Int

    init(fonts: PDFFonts, pages: Int, surface: CairoSurface?) {
        self.fonts = fonts
        self.pages = pages
        self.surface = surface
    }

    var isAtTop: Bool { y == Self.margin }

    func hasRoom(for height: Double) -> Bool { y + height <= Self.bottom }

    func advance(by height: Double) { y += height }

    func text(
        _ text: String,
        _ font: PDFText.Font,
        width: Double = PageCursor.textWidth,
        isNumeric: Bool = false,
        maxHeight: Double? = nil
    ) -> PDFText {
        PDFText(text, font, width: width, isNumeric: isNumeric, maxHeight: maxHeight, fonts)
    }

    func nextPage(footer: String) {
        endPage(footer: footer)
        page += 1
        y = Self.margin
    }

    func endPage(footer: String) {
        let top = Self.bottom + 18
        rule(at: top - 6, weight: 0.4, grey: 0.6)
        let line = text(footer, .small, width: Self.textWidth - 70, maxHeight: 24)
        let isMirrored = fonts.isRightToLeft
        line.draw(x: Self.margin + (isMirrored ? 70 : 0), y: top, on: surface)
        let number = text("\(page) / \(pages)", .small, width: 64, isNumeric: true)
        number.draw(x: isMirrored ? Self.margin : Self.width - Self.margin - 64, y: top, on: surface)
        if let surface { cairo_show_page(surface.cairo) }
    }

    func rule(at y: Double, weight: Double, grey: Double) {
        guard let surface else { return }
        cairo_save(surface.cairo)
        cairo_set_source_rgb(surface.cairo, grey, grey, grey)
        cairo_set_line_width(surface.cairo, weight)
        cairo_move_to(surface.cairo, Self.margin, y)
        cairo_line_to(surface.cairo, Self.width - Self.margin, y)
        cairo_stroke(surface.cairo)
        cairo_restore(surface.cairo)
    }

    func shade(from y: Double, height: Double) {
        guard let surface else { return }
        cairo_save(surface.cairo)
        cairo_set_source_rgb(surface.cairo, 0.93, 0.94, 0.96)
        cairo_rectangle(surface.cairo, Self.margin, y, Self.textWidth, height)
        cairo_fill(surface.cairo)
        cairo_restore(surface.cairo)
    }
}
