// swift-format-ignore
extension Refusal.Kind {
    public static let required      = Self(code: "required", message: ["en": "is required", "it": "è obbligatorio", "ar": "مطلوب", "ku": "پێویستە"])
    public static let unknownMember = Self(code: "unknown_member", message: ["en": "is unknown", "it": "non è previsto", "ar": "غير معروف", "ku": "نەناسراوە"])
    public static let wrongType     = Self(code: "wrong_type", message: ["en": "is not of the expected type", "it": "non è del tipo previsto", "ar": "ليس من النوع المتوقع", "ku": "لە جۆری چاوەڕوانکراو نییە"])
    public static let notPlainText  = Self(code: "not_plain_text", message: ["en": "contains the character U+0000", "it": "contiene il carattere U+0000", "ar": "يحتوي على المحرف U+0000", "ku": "پیتی U+0000ی تێدایە"])
    public static let notAccepted   = Self(code: "not_accepted", message: ["en": "is not an allowed value", "it": "non è un valore ammesso", "ar": "قيمة غير مسموح بها", "ku": "بەهایەکی ڕێگەپێدراو نییە"])
    public static let outOfRange    = Self(code: "out_of_range", message: ["en": "is out of range", "it": "è fuori dai limiti", "ar": "خارج الحدود", "ku": "لە دەرەوەی سنوورە"])

    /// The expected shape of a value of the wrong type.
    public enum Shape: Sendable {
        case text, wholeNumber, number, boolean, array, object

        fileprivate var words: LocalizedText {
            switch self {
            case .text:        ["en": "must be a string", "it": "deve essere un testo", "ar": "يجب أن يكون نصاً", "ku": "دەبێت دەق بێت"]
            case .wholeNumber: ["en": "must be a whole number", "it": "deve essere un numero intero", "ar": "يجب أن يكون عدداً صحيحاً", "ku": "دەبێت ژمارەی تەواو بێت"]
            case .number:      ["en": "must be a number", "it": "deve essere un numero", "ar": "يجب أن يكون عدداً", "ku": "دەبێت ژمارە بێت"]
            case .boolean:     ["en": "must be true or false", "it": "deve essere true o false", "ar": "يجب أن يكون true أو false", "ku": "دەبێت true یان false بێت"]
            case .array:       ["en": "must be an array", "it": "deve essere un elenco", "ar": "يجب أن يكون قائمة", "ku": "دەبێت لیست بێت"]
            case .object:      ["en": "must be an object", "it": "deve essere un oggetto", "ar": "يجب أن يكون كائناً", "ku": "دەبێت ئۆبجێکت بێت"]
            }
        }
    }

    public static func wrongType(_ expected: Shape) -> Self {
        Self(code: "wrong_type", message: expected.words)
    }

    public static func outOfRange(_ range: ClosedRange<Int>) -> Self {
        let (low, high) = (range.lowerBound, range.upperBound)
        return Self(code: "out_of_range", message: ["en": "must be between \(low) and \(high)", "it": "deve essere compreso tra \(low) e \(high)", "ar": "يجب أن يكون من \(low) إلى \(high)", "ku": "دەبێت لە \(low) بۆ \(high) بێت"])
    }

    public static func notInEnumeration(_ words: [String]) -> Self {
        let list = words.joined(separator: ", ")
        return Self(code: "not_in_enumeration", message: ["en": "must be one of: \(list)", "it": "deve essere uno tra: \(list)", "ar": "يجب أن يكون إحدى القيم التالية: \(list)", "ku": "دەبێت یەکێک لەم بەهایانە بێت: \(list)"])
    }

    public static func tooShort(_ count: Int) -> Self {
        guard count > 1 else { return Self(code: "too_short", message: ["en": "must not be empty", "it": "non può essere vuoto", "ar": "يجب ألا يكون فارغاً", "ku": "نابێت بەتاڵ بێت"]) }
        return Self(code: "too_short", message: ["en": "must have at least \(count) characters", "it": "deve avere almeno \(count) caratteri", "ar": "يجب ألا يقل عدد محارفه عن \(count)", "ku": "دەبێت لانیکەم \(count) پیت بێت"])
    }

    public static func tooLong(_ count: Int) -> Self {
        Self(code: "too_long", message: ["en": "must have at most \(count) characters", "it": "può avere al massimo \(count) caratteri", "ar": "يجب ألا يزيد عدد محارفه على \(count)", "ku": "نابێت لە \(count) پیت زیاتر بێت"])
    }

    public static func tooFew(_ count: Int) -> Self {
        guard count > 1 else { return Self(code: "too_few", message: ["en": "must not be empty", "it": "non può essere vuoto", "ar": "يجب ألا يكون فارغاً", "ku": "نابێت بەتاڵ بێت"]) }
        return Self(code: "too_few", message: ["en": "must have at least \(count) elements", "it": "deve contenere almeno \(count) elementi", "ar": "يجب ألا يقل عدد عناصره عن \(count)", "ku": "دەبێت لانیکەم \(count) توخمی هەبێت"])
    }

    public static func tooMany(_ count: Int) -> Self {
        Self(code: "too_many", message: ["en": "must have at most \(count) elements", "it": "può contenere al massimo \(count) elementi", "ar": "يجب ألا يزيد عدد عناصره على \(count)", "ku": "نابێت لە \(count) توخم زیاتری هەبێت"])
    }
}
