/// A short code for an order or a request, to read out on the telephone, such as `MVH4-WFDR`.
///
/// Seven symbols of a number, and one that checks them.
///
/// No two symbols look alike, and there is no vowel that could form a word. Look-alikes, small letters,
/// dashes and blanks are accepted. The number is spread over the codes (``spread``), so that consecutive
/// codes differ visibly.
public struct ReferenceCode: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    /// The code of a number; there are 23⁷, some 3.4 billion.
    public init(number: Int64) {
        var rest = Self.spread(UInt64(bitPattern: number) % Self.count)
        var digits = [Int](repeating: 0, count: Self.length)
        for place in digits.indices.reversed() {
            digits[place] = Int(rest % Self.base)
            rest /= Self.base
        }
        rawValue = Self.written(digits + [Self.check(digits)])
    }

    private static func written(_ digits: [Int]) -> String {
        String(unsafeUninitializedCapacity: digits.count + 1) { text in
            for (place, digit) in digits.enumerated() { text[place < 4 ? place : place + 1] = symbols[digit] }
            text[4] = UInt8(ascii: "-")
            return digits.count + 1
        }
    }

    public var number: Int64 {
        let digits = rawValue.utf8.compactMap { Self.symbols.firstIndex(of: $0) }
        let spread = digits.prefix(Self.length).reduce(UInt64(0)) { $0 * Self.base + UInt64($1) }
        return Int64(Self.gathered(spread))
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        var digits: [Int] = []
        for scalar in text.inCode.uppercased().unicodeScalars where !isPassedOver(scalar) {
            guard let digit = digit(of: scalar), digits.count <= length else { throw .notAReference }
            digits.append(digit)
        }
        guard digits.count == length + 1, check(Array(digits.dropLast())) == digits[length] else {
            throw .notAReference
        }
        return written(digits)
    }

    public static let rule = TextRule(
        example: ReferenceCode(number: 4_711).rawValue,
        description:
            "Dashes, spaces, lower-case letters and look-alikes (0 and O for D, 1, I and L for 7) are accepted."
    )
}

extension ReferenceCode {
    private static let symbols = Array("23456789CDFHJKMNPRTVWXY".utf8)
    private static let length = 7
    private static let base: UInt64 = 23
    private static let count: UInt64 = 3_404_825_447

    /// Characters outside of the alphabet, with the symbol that each resembles.
    private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = [
        "0": "D", "O": "D", "Q": "D", "1": "7", "I": "7", "L": "7", "B": "8", "S": "5", "Z": "2", "G": "6",
        "U": "V",
        "A": "4", "E": "F",
    ]

    private static func digit(of scalar: Unicode.Scalar) -> Int? {
        let shown = lookAlikes[scalar] ?? scalar
        guard shown.isASCII else { return nil }
        return symbols.firstIndex(of: UInt8(shown.value))
    }

    /// The separators between groups.
    private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
        "-#./_".unicodeScalars.contains(scalar)
    }

    /// 23 is a prime: a wrong symbol, or two exchanged ones, always change the sum.
    private static func check(_ digits: [Int]) -> Int {
        digits.enumerated().reduce(0) { ($0 + ($1.offset + 1) * $1.element) % Int(base) }
    }

    // n·a + b modulo 23⁷, and back; it hides nothing, and only makes neighbours look different.
    private static func spread(_ number: UInt64) -> UInt64 {
        (number * 2_104_098_963 % count + 1_234_567_891) % count
    }

    private static func gathered(_ code: UInt64) -> UInt64 {
        (code + count - 1_234_567_891) % count * 301_521_472 % count
    }
}

// swift-format-ignore
extension Refusal {
    static let notAReference = Refusal("invalid_reference", ["en": "is not a valid reference; check the spelling", "it": "non è un codice di riferimento valido; verificare la digitazione", "ar": "ليس رقماً مرجعياً صالحاً؛ تحقق من الكتابة", "ku": "ژمارەی ئاماژەی دروست نییە؛ نووسینەکەی بپشکنە"])
}
