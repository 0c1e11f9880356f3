import CCairo
import Kernel

/// The fonts of one document, with the same measures for drawing and counting.
final class PDFFonts {
    let isRightToLeft: Bool
    fileprivate let context: OpaquePointer
    private let map: OpaquePointer

    init(_ language: Language, isRightToLeft: Bool = false) {
        self.isRightToLeft = isRightToLeft
        // The default map belongs to a thread, so a new one is used.
        map = OpaquePointer(pango_cairo_font_map_new())
        context = pango_font_map_create_context(UnsafeMutablePointer(map))
        if isRightToLeft { pango_context_set_base_dir(context, PANGO_DIRECTION_RTL) }
        pango_cairo_context_set_resolution(context, 72)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_context_set_language(context, pango_language_from_string(language.description))
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(UnsafeMutableRawPointer(map))
    }
}

/// A text shaped into lines of a given width; Pango handles scripts, their direction and their fonts.
final class PDFText {
    private let layout: OpaquePointer

    enum Font {
        case title
        case section
        case body
        case strong
        case small

        fileprivate var description: String {
            switch self {
            case .title: "Noto Sans, DejaVu Sans Bold 17"
            case .section: "Noto Sans, DejaVu Sans Bold 12"
            case .body: "Noto Sans, DejaVu Sans 9.5"
            case .strong: "Noto Sans, DejaVu Sans Bold 9.5"
            case .small: "Noto Sans, DejaVu Sans 8"
            }
        }
    }

    /// Text beyond `maxHeight` is replaced by an ellipsis.
    init(
        _ text: String,
        _ font: Font,
        width: Double,
        isNumeric: Bool = false,
        maxHeight: Double? = nil,
        _ fonts: PDFFonts
    ) {
        layout = pango_layout_new(fonts.context)
        let description = pango_font_description_from_string(font.description)
        if fonts.isRightToLeft {
            pango_font_description_set_family(description, "Noto Sans, Noto Sans Arabic, DejaVu Sans")
        }
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        pango_layout_set_width(layout, Self.units(width))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        if let maxHeight {
            pango_layout_set_height(layout, Self.units(maxHeight))
            pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
        }
        let printable = Self.printable(text)
        if isNumeric || fonts.isRightToLeft {
            // Pango swaps the sides of text that runs against the document's direction.
            let isSwapped = Self.runsRightToLeft(printable, or: fonts.isRightToLeft) != fonts.isRightToLeft
            pango_layout_set_alignment(layout, isSwapped ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT)
        }
        pango_layout_set_text(layout, printable, Int32(printable.utf8.count))
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(layout))
    }

    var height: Double {
        var height: Int32 = 0
        pango_layout_get_size(layout, nil, &height)
        return Self.points(height)
    }

    func draw(x: Double, y: Double, on surface: CairoSurface?) {
        guard surface != nil else { return }
        forEachLine { $0.draw(x: x, y: y + $0.top, on: surface) }
    }

    /// A line, with the position of its baseline relative to its own top.
    struct Line {
        let line: UnsafeMutablePointer<PangoLayoutLine>
        let text: UnsafePointer<CChar>
        let x: Double
        /// Distance from the top of the text.
        let top: Double
        let baseline: Double
        let height: Double

        func draw(x left: Double, y: Double, on surface: CairoSurface?) {
            guard let surface else { return }
            PDFGlyphs.draw(line, of: text, x: left + x, y: y + baseline, on: surface.cairo)
        }
    }

    /// For text that may break across pages between lines; the lines live as long as the text.
    func forEachLine(_ body: (Line) -> Void) {
        let iterator = pango_layout_get_iter(layout)
        defer { pango_layout_iter_free(iterator) }
        repeat {
            var extents = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, nil, &extents)
            guard let line = pango_layout_iter_get_line_readonly(iterator),
                let text = pango_layout_get_text(layout)
            else { return }
            body(
                Line(
                    line: line,
                    text: text,
                    x: Self.points(extents.x),
                    top: Self.points(extents.y),
                    baseline: Self.points(pango_layout_iter_get_baseline(iterator) - extents.y),
                    height: Self.points(extents.height)
                )
            )
        } while pango_layout_iter_next_line(iterator) != 0
    }

    /// Replaces control characters with a visible placeholder; C would stop at a NUL.
    static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
                    return isControl && scalar != "\n" && scalar != "\t" ? "\u{FFFD}" : scalar
                }
            )
        )
    }

    private static func runsRightToLeft(_ text: String, or base: Bool) -> Bool {
        switch pango_find_base_dir(text, Int32(text.utf8.count)) {
        case PANGO_DIRECTION_RTL: true
        case PANGO_DIRECTION_LTR: false
        default: base
        }
    }

    private static func units(_ points: Double) -> Int32 { Int32(points * Double(PANGO_SCALE)) }
    private static func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }
}
