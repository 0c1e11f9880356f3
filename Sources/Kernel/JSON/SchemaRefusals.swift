// swift-format-ignore
extension Refusal.Kind {
    public static let required      = Self(code: "required", message: ["en": "is required", "it": "è obbligatorio"])
    public static let unknownMember = Self(code: "unknown_member", message: ["en": "is not known here", "it": "non è previsto"])
    public static let wrongType     = Self(code: "wrong_type", message: ["en": "is not of the expected type", "it": "non è del tipo previsto"])
    public static let notPlainText  = Self(code: "not_plain_text", message: ["en": "contains the character U+0000", "it": "contiene il carattere U+0000"])
    public static let notAccepted   = Self(code: "not_accepted", message: ["en": "is not an accepted value", "it": "non è un valore ammesso"])
    public static let outOfRange    = Self(code: "out_of_range", message: ["en": "is out of range", "it": "è fuori dai limiti"])

    /// What a value of the wrong type should have been.
    public enum Shape: Sendable {
        case text, wholeNumber, number, boolean, array, object

        fileprivate var words: LocalizedText {
            switch self {
            case .text:        ["en": "must be a string", "it": "deve essere un testo"]
            case .wholeNumber: ["en": "must be a whole number", "it": "deve essere un numero intero"]
            case .number:      ["en": "must be a number", "it": "deve essere un numero"]
            case .boolean:     ["en": "must be true or false", "it": "deve essere true o false"]
            case .array:       ["en": "must be an array", "it": "deve essere un elenco"]
            case .object:      ["en": "must be an object", "it": "deve essere un oggetto"]
            }
        }
    }

    public static func wrongType(_ expected: Shape) -> Self {
        Self(code: "wrong_type", message: expected.words)
    }

    public static func outOfRange(_ range: ClosedRange<Int>) -> Self {
        let (low, high) = (range.lowerBound, range.upperBound)
        return Self(code: "out_of_range", message: ["en": "must be from \(low) to \(high)", "it": "deve essere compreso tra \(low) e \(high)"])
    }

    public static func notInEnumeration(_ words: [String]) -> Self {
        let list = words.joined(separator: ", ")
        return Self(code: "not_in_enumeration", message: ["en": "must be one of: \(list)", "it": "deve essere uno tra: \(list)"])
    }

    public static func tooShort(_ count: Int) -> Self {
        guard count > 1 else { return Self(code: "too_short", message: ["en": "must not be empty", "it": "non può essere vuoto"]) }
        return Self(code: "too_short", message: ["en": "needs at least \(count) characters", "it": "deve avere almeno \(count) caratteri"])
    }

    public static func tooLong(_ count: Int) -> Self {
        Self(code: "too_long", message: ["en": "may have at most \(count) characters", "it": "può avere al massimo \(count) caratteri"])
    }

    public static func tooFew(_ count: Int) -> Self {
        guard count > 1 else { return Self(code: "too_few", message: ["en": "must not be empty", "it": "non può essere vuoto"]) }
        return Self(code: "too_few", message: ["en": "needs at least \(count) elements", "it": "deve contenere almeno \(count) elementi"])
    }

    public static func tooMany(_ count: Int) -> Self {
        Self(code: "too_many", message: ["en": "may have at most \(count) elements", "it": "può contenere al massimo \(count) elementi"])
    }
}
