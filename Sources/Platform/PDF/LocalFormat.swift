import Kernel

/// The way a language writes numbers and dates in documents.
package struct LocalFormat: Sendable {
    let point: String
    let separator: String
    /// Whether a date is written `24/11/2026`; otherwise `2026-11-24`.
    var isDayFirst = false

    /// Writes `1,234.50`.
    package static let point = LocalFormat(point: ".", separator: ",")
    /// Writes `1.234,50`.
    package static let comma = LocalFormat(point: ",", separator: ".")

    private static let languages: [Language: LocalFormat] = [
        .italian: LocalFormat(point: ",", separator: ".", isDayFirst: true)
    ]

    package static func of(_ language: Language) -> LocalFormat { languages[language] ?? point }

    /// A number whose last `places` digits are decimals.
    package func decimal(_ number: Int64, _ places: Int, grouped: Bool = true) -> String {
        let digits = String(number.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let fraction = places == 0 ? "" : point + padded.suffix(places)
        let whole = String(padded.dropLast(places))
        let shown = grouped ? (UInt64(whole) ?? 0).grouped(by: separator) : whole
        return (number < 0 ? "-" : "") + shown + fraction
    }

    /// A date, such as `24/11/2026` in Italian.
    package func day(_ date: CivilDate) -> String {
        guard isDayFirst else { return date.description }
        let (year, month, day) = date.parts
        let parts = [day, month].map { ($0 < 10 ? "0" : "") + String($0) }
        return "\(parts[0])/\(parts[1])/\(year)"
    }
}
