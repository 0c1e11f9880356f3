/// A dictionary or an array of a PDF while it is read: its active parts, and its references to other objects.
struct PDFFrame {
    let isArray: Bool
    /// In an array, the key of the array itself.
    var key: PDFKey?
    var hasValue = true

    /// A script, or an action that leads to one.
    var isScript = false
    /// The actions that follow.
    var next: [Int] = []
    /// For a dictionary of triggers: the automatic ones, and those fired by a user of a field or an annotation.
    var always = PDFTriggers()
    var byHand = PDFTriggers()
    /// The object's triggers, inline and by reference.
    var additional: (always: PDFTriggers, byHand: PDFTriggers)?
    var additionalObject: Int?
    /// A field or an annotation of a page, not a page or the document itself.
    var isPart = false
    var isWhole = false

    // Members of a stream.
    var isObjectStream = false
    var filters: [String] = []
    var predictor: Int?
    var first: Int?
    var length: Int?

    init(isArray: Bool, key: PDFKey? = nil) {
        self.isArray = isArray
        self.key = key
    }

    /// Whether nothing leads from here to a script.
    var isIdle: Bool { !isScript && next.isEmpty && always.isIdle && byHand.isIdle }

    /// Takes over the relevant parts of an inner object at its end.
    mutating func absorb(_ inner: PDFFrame) {
        switch key {
        case .next, .openAction:
            isScript = isScript || inner.isScript
            next += inner.next
        case .additional: additional = (inner.always, inner.byHand)
        case .automatic where !inner.isArray:
            always.add(inner)
        case .manual where !inner.isArray:
            byHand.add(inner)
        case .filter: filters += inner.filters.prefix(4)
        case .parameters: predictor = inner.predictor ?? predictor
        default: break
        }
    }
}

/// The scripts and objects that a trigger leads to.
struct PDFTriggers {
    var isScript = false
    var objects: [Int] = []

    var isIdle: Bool { !isScript && objects.isEmpty }

    mutating func add(_ action: PDFFrame) {
        isScript = isScript || action.isScript
        objects += action.next
    }
}

/// The relevant keys.
enum PDFKey {
    case action, script, openAction, additional, next, documentScripts
    /// Triggers that fire by themselves, and those fired by a user of a field or an annotation.
    case automatic, manual
    case type, subtype, part, form, attachments, encryption
    case filter, parameters, predictor, first, length

    // swift-format-ignore
    static let named: [String: PDFKey] = [
        "S": .action, "JS": .script, "OpenAction": .openAction, "AA": .additional, "Next": .next, "JavaScript": .documentScripts,
        "O": .automatic, "PO": .automatic, "PC": .automatic, "PV": .automatic, "PI": .automatic,
        "WC": .automatic, "WS": .automatic, "DS": .automatic, "WP": .automatic, "DP": .automatic,
        "C": .manual, "E": .manual, "X": .manual, "D": .manual, "U": .manual, "Fo": .manual, "Bl": .manual,
        "K": .manual, "F": .manual, "V": .manual,
        "Type": .type, "Subtype": .subtype, "FT": .part, "Rect": .part, "AcroForm": .form, "XFA": .form,
        "EmbeddedFiles": .attachments, "EF": .attachments, "Encrypt": .encryption,
        "Filter": .filter, "DecodeParms": .parameters, "Predictor": .predictor, "First": .first, "Length": .length,
    ]
}
