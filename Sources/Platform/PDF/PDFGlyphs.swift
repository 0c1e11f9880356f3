import CCairo

/// Draws the runs of a line so that PDF readers can search and copy the text.
///
/// Pango returns Arabic glyphs from right to left, which cairo writes as backward steps; readers see a gap at
/// each step. Here the glyphs of such a run are written from left to right, each with its letters; see
/// docs/decisions/0032-arabic-pdfs.md.
enum PDFGlyphs {
    /// `text` is the text of the line's layout; `y` is the baseline.
    static func draw(
        _ line: UnsafeMutablePointer<PangoLayoutLine>,
        of text: UnsafePointer<CChar>,
        x: Double,
        y: Double,
        on cairo: OpaquePointer
    ) {
        var (x, next) = (x, line.pointee.runs)
        while let node = next {
            next = node.pointee.next
            guard let run = node.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self) else { continue }
            if !drawFromLeft(run.pointee, of: text, x: x, y: y, on: cairo) {
                cairo_move_to(cairo, x, y)
                pango_cairo_show_glyph_item(cairo, text, run)
            }
            x += Double(pango_glyph_string_get_width(run.pointee.glyphs)) / Double(PANGO_SCALE)
        }
    }

    /// False for runs that Pango draws well itself: left-to-right text, and characters missing from all
    /// fonts.
    private static func drawFromLeft(
        _ run: PangoGlyphItem,
        of text: UnsafePointer<CChar>,
        x: Double,
        y: Double,
        on cairo: OpaquePointer
    ) -> Bool {
        guard let item = run.item?.pointee, item.analysis.level % 2 == 1, let font = item.analysis.font,
            let scaled = pango_cairo_font_get_scaled_font(OpaquePointer(font)),
            let string = run.glyphs?.pointee
        else { return false }
        let shown = Shown(string, from: text + Int(item.offset), count: Int(item.length), x: x, y: y)
        guard !shown.hasUnknown else { return false }
        cairo_set_scaled_font(cairo, scaled)
        cairo_show_text_glyphs(
            cairo,
            shown.letters,
            Int32(shown.letters.count),
            shown.glyphs,
            Int32(shown.glyphs.count),
            shown.clusters,
            Int32(shown.clusters.count),
            cairo_text_cluster_flags_t(rawValue: 0)
        )
        return true
    }

    /// The glyphs of a run from left to right, and the letters of each cluster in the same order.
    private struct Shown {
        var glyphs: [cairo_glyph_t] = []
        var letters: [CChar] = []
        var clusters: [cairo_text_cluster_t] = []
        var hasUnknown = false

        init(
            _ string: PangoGlyphString,
            from text: UnsafePointer<CChar>,
            count: Int,
            x: Double,
            y: Double
        ) {
            let starts = (0..<Int(string.num_glyphs)).map { Int(string.log_clusters[$0]) }
            let bounds = Set(starts).union([count]).sorted()
            var (x, index) = (x, 0)
            while index < starts.count {
                let start = starts[index]
                let before = glyphs.count
                while index < starts.count, starts[index] == start {
                    add(string.glyphs[index], x: &x, y: y)
                    index += 1
                }
                let end = bounds.first { $0 > start } ?? count
                let turned = Self.turned(UnsafeBufferPointer(start: text + start, count: end - start))
                letters += turned
                clusters.append(
                    cairo_text_cluster_t(
                        num_bytes: Int32(turned.count),
                        num_glyphs: Int32(glyphs.count - before)
                    )
                )
            }
        }

        private mutating func add(_ glyph: PangoGlyphInfo, x: inout Double, y: Double) {
            let scale = Double(PANGO_SCALE)
            if glyph.glyph != empty {
                hasUnknown = hasUnknown || glyph.glyph & unknown != 0
                let left = x + Double(glyph.geometry.x_offset) / scale
                let baseline = y + Double(glyph.geometry.y_offset) / scale
                glyphs.append(cairo_glyph_t(index: UInt(glyph.glyph), x: left, y: baseline))
            }
            x += Double(glyph.geometry.width) / scale
        }

        /// Readers reverse a run of Arabic letter by letter, including those of a ligature, so these are
        /// reversed beforehand.
        private static func turned(_ letters: UnsafeBufferPointer<CChar>) -> [CChar] {
            let text = String(decoding: letters.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let scalars = String.UnicodeScalarView(text.unicodeScalars.reversed())
            return String(scalars).utf8.map { CChar(bitPattern: $0) }
        }
    }

    // PANGO_GLYPH_EMPTY and PANGO_GLYPH_UNKNOWN_FLAG are macros that Swift does not import.
    private static let empty: PangoGlyph = 0x0FFF_FFFF
    private static let unknown: PangoGlyph = 0x1000_0000
}
