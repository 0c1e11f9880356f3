/// A country's national form of telephone numbers, which determines the prefix that is dropped after its
/// country code.
public struct DialPlan: Sendable, Hashable {
    /// The country code, without the plus.
    public let code: String
    /// Prefixes dialled before a number within the country, never after the country code; longer ones first.
    ///
    /// Empty where numbers are always dialled whole.
    public let trunks: [String]
    /// The number of digits without the prefix.
    public let lengths: ClosedRange<Int>
    /// The beginning and length of mobile numbers written without a prefix; nil where this is not customary.
    let mobile: Mobile?

    struct Mobile: Hashable {
        let first: String
        let length: Int
    }

    private init(_ code: String, _ trunks: String, _ lengths: ClosedRange<Int>, mobile: Mobile? = nil) {
        self.code = code
        self.trunks = trunks.split(separator: " ").map(String.init)
        self.lengths = lengths
        self.mobile = mobile
    }

    public static let italy = DialPlan("39", "", 6...11)
    public static let iraq = DialPlan("964", "0", 8...10, mobile: Mobile(first: "7", length: 10))
    /// Ten digits, dialled with or without a leading 1 that is the country code too.
    public static let northAmerica = DialPlan("1", "1", 10...10, mobile: Mobile(first: "", length: 10))

    /// The plan for numbers without a country code: that of the product's own country.
    @TaskLocal public static var home: DialPlan?

    /// The schema format of telephone numbers; it identifies the routes that need ``home``.
    public static let format = "phone"

    /// The plan for a number with its country code; nil for countries without a trunk prefix.
    static func plan(of digits: some StringProtocol) -> DialPlan? {
        for length in 1...3 {
            if let plan = plans[String(digits.prefix(length))] { return plan }
        }
        return nil
    }

    /// The digits after the country code, without the national prefix.
    func national(_ digits: some StringProtocol) -> String {
        guard let trunk = trunks.first(where: { digits.hasPrefix($0) }) else { return String(digits) }
        let rest = String(digits.dropFirst(trunk.count))
        // No number of such a country begins with zero; many begin with 8 or 1, so that the length decides.
        let isTrunk =
            trunk.hasPrefix("0") || (lengths.contains(rest.count) && !lengths.contains(digits.count))
        return isTrunk ? rest : String(digits)
    }

    /// A number dialled within this country, with its country code; nil when it is not one.
    func international(_ digits: String) -> String? {
        if trunks.contains(where: { digits.hasPrefix($0) }) {
            let number = national(digits)
            return number.count < digits.count && lengths.contains(number.count) ? code + number : nil
        }
        if let mobile, digits.hasPrefix(mobile.first), digits.count == mobile.length { return code + digits }
        if trunks.isEmpty, lengths.contains(digits.count) { return code + digits }
        // The country code without its plus.
        guard digits.hasPrefix(code), digits.count > lengths.upperBound else { return nil }
        let number = national(digits.dropFirst(code.count))
        return lengths.contains(number.count) ? code + number : nil
    }
}

extension DialPlan {
    /// ITU-T E.164 and the national numbering plans notified to the ITU (E.129).
    ///
    /// Not included are countries where numbers are dialled whole, some of which begin with a zero that
    /// belongs to them: Italy, San Marino, Côte d'Ivoire, Congo, Gabon, Benin; and the plans of Greece,
    /// Spain, Portugal, Denmark, Norway, Poland, Czechia, the Gulf…
    private static let plans: [String: DialPlan] = {
        var plans = [iraq.code: iraq]
        for row in rows {
            for code in row.codes.split(separator: " ").map(String.init) where plans[code] == nil {
                plans[code] = DialPlan(code, row.trunks, row.lengths)
            }
        }
        return plans
    }()

    // swift-format-ignore
    private static let rows: [(codes: String, trunks: String, lengths: ClosedRange<Int>)] = [
        // Europe
        ("31 32 33 40 41 43 44 46 49 353 355 358 359 373 374 380 381 382 383 385 386 387 389 421", "0", 6...13),
        ("36",  "06", 8...9),
        ("370", "8 0", 8...8),
        ("375", "80", 9...9),
        ("7",   "8",  10...10),
        // Asia and Oceania
        ("60 61 62 63 64 66 81 82 84 86 90 91 92 93 94 95 98 855 856 880 886 961 962 963 966 967 970 971 972 976 977 994 995 996", "0", 6...13),
        ("992 998", "8", 9...9),
        ("993", "8", 8...8),
        // Africa
        ("20 27 211 212 213 218 231 232 233 234 243 249 250 251 252 254 255 256 260 261 262 263 264 265 291", "0", 6...13),
        // The Americas
        ("1",   "1",  10...10),
        ("51 53 54 55 57 58 591 593 595 598", "0", 6...13),
        // Includes the 1 that until 2019 was dialled before mobile numbers from abroad.
        ("52",  "01 1", 10...10),
    ]
}
