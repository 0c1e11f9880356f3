import Kernel

/// The formats of values for people: language, zone, currency and decimal sign.
package struct ReportLayout: Sendable {
    package let languages: [Language]
    let zone: Zone
    let currency: Currency
    var format = LocalFormat.point
    /// Whether money is written `1,250,000`.
    var groupsThousands = false

    /// The text of a value; times are in the product's zone and in a form that spreadsheets recognise.
    package func text(of value: ReportValue, in column: ReportColumn) -> String {
        switch value {
        case .none: ""
        case .id(let id): id.description
        case .text(let text): column.words[text]?.text(in: languages) ?? text
        case .integer(let number): text(of: number, column.kind)
        case .instant(let instant): text(of: instant)
        case .date(let date): date.description
        }
    }

    private func text(of number: Int64, _ kind: ReportColumn.Kind) -> String {
        switch kind {
        case .money: decimal(number, currency.exponent)
        case .percent: decimal(number, 2)
        case .duration: Self.clock(number)
        case .reference: ReferenceCode(number: number).rawValue
        default: String(number)
        }
    }

    private func decimal(_ number: Int64, _ places: Int) -> String {
        format.decimal(number, places, grouped: groupsThousands)
    }

    package func money(_ amount: Int64) -> String { text(of: amount, .money) }

    /// Hours, minutes and seconds, such as `36:05:00`.
    private static func clock(_ seconds: Int64, hourDigits: Int = 1) -> String {
        let (size, sign) = (seconds.magnitude, seconds < 0 ? "-" : "")
        let hours = hourDigits == 2 ? two(size / 3_600) : String(size / 3_600)
        return "\(sign)\(hours):\(two(size / 60 % 60)):\(two(size % 60))"
    }

    private static func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : String(number) }

    package func text(of instant: Instant) -> String {
        let (date, time) = zone.civil(instant)
        return "\(date) \(Self.clock(Int64(time.secondOfDay), hourDigits: 2))"
    }
}
