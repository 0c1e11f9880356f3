import Foundation

/// The expressions for contact data in the languages of a product, which read small letters and ASCII digits.
///
/// Every repetition over letters and digits has a limit, so that the work grows with the length of the text only.
package struct ContactPatterns: Sendable {
    /// Dates, times and money, which are never contact data.
    package let setAside: ContactPattern
    package let hidden: [ContactPattern]

    package static let english = ContactPatterns(
        setAside: setAside,
        [email, spokenEmail, link, digits, spokenDigits, handle]
    )

    /// Those of English texts, and the words of Italian ones.
    package static let italian = ContactPatterns(
        setAside: setAside + #"|\b\d[\d,.]{0,30} ?(?:euro|centesimi)\b"#
            + #"|(?<![\d.])[0-2]?\d[.][0-5]\d ?[-–] ?[0-2]?\d[.][0-5]\d(?![\d.])"#,
        [email, spokenEmail, italianEmail, link, italianLink, digits, spokenDigits, italianDigits, handle]
    )

    private init(setAside: String, _ hidden: [String]) {
        self.setAside = ContactPattern(setAside)
        self.hidden = hidden.map(ContactPattern.init)
    }

    private static let setAside =
        #"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,2}:\d\d(?::\d\d)?\b"#
        + #"|[$€£] ?\d[\d,.]*|\b\d[\d,.]{0,30} ?(?:usd|eur|dollars?|cents)\b"#

    private static let email =
        #"[a-z0-9._%+-]{1,64} {0,2}(?:@|\(at\)|\[at\]) {0,2}[a-z0-9-]{1,63}"#
        + #"(?:(?:\.| {0,2}(?:\(dot\)|\[dot\]|\bdot\b) {0,2})[a-z0-9-]{2,63}){1,4}"#
    private static let spokenEmail =
        #"[a-z0-9._%+-]{1,64} {1,2}at {1,2}[a-z0-9-]{1,63} {1,2}dot {1,2}[a-z]{2,24}\b"#
    private static let link =
        #"\b(?:https?://|www\.)\S+|\b[a-z0-9-]{2,63}\.(?:com|net|org|io|me|app|co|us|biz|info|link)\b(?:/\S*)?"#
    private static let digits = #"\+?\(?\d(?:[ ().\-/]{0,3}\d){7,14}|\b\d{3}[-. ]\d{4}\b"#
    private static let spokenDigits = #"\b\#(digit)(?:[ ,.-]{1,3}\#(digit)){6,}\b"#
    /// The character before an `@` is no part of the name.
    private static let handle =
        #"(?:^|[^\w@])(@[a-z0-9_.]{3,30})|\b(?:whats ?app|wa|telegram|signal|insta(?:gram)?|facebook|fb|skype|viber"#
        + #"|snap(?:chat)?|venmo|zelle|cash ?app|paypal) {0,2}[:=#@] {0,2}[a-z0-9._-]{3,40}"#

    private static let digit = "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"

    private static let italianEmail =
        #"[a-z0-9._%+-]{1,64} {0,2}(?:@|\(?chiocciola\)?) {0,2}[a-z0-9-]{1,63}(?:\.| {1,2}punto {1,2})[a-z]{2,24}\b"#
    private static let italianLink = #"\b[a-z0-9-]{2,63}\.(?:it|eu|edu|cloud)\b(?:/\S*)?"#
    private static let italianDigits = #"\b\#(cifra)(?:[ ,.-]{1,3}\#(cifra)){6,}\b"#
    private static let cifra = "(?:zero|uno|due|tre|quattro|cinque|sei|sette|otto|nove)"
}

/// One expression for contact data.
package struct ContactPattern: Sendable {
    /// Nil for an invalid expression, which the tests find.
    package let expression: NSRegularExpression?

    init(_ pattern: String) {
        expression = try? NSRegularExpression(pattern: pattern)
    }

    /// The spans of all matches, or of their group where they have one.
    func spans(in text: [UInt16]) -> [Range<Int>] {
        let whole = NSRange(location: 0, length: text.count)
        let matches = expression?.matches(in: String(decoding: text, as: UTF16.self), range: whole) ?? []
        return matches.compactMap { match in
            let group = match.numberOfRanges > 1 ? match.range(at: 1) : match.range
            return Range(group.location == NSNotFound ? match.range : group)
        }
    }
}
