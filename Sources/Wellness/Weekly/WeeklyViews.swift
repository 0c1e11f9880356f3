import Kernel
import Platform
import Store
import Web

/// The week of a summary.
struct WeekQuery: Query {
    /// The ISO week, such as `2026-W11`; the last that ended in the caller's time zone when absent.
    var week: ISOWeek?
}

/// One domain in one week.
struct WeeklyDomain: Codable, Sendable {
    /// The domain, as `GET wellness/domains` lists it.
    var key: String
    /// The mean of the scored dates from 0 to 100, where more is always better; absent with fewer than three.
    var mean: Tenths?
    /// The band of the mean before rounding; absent without a mean.
    var band: Band?
    /// The number of scored dates.
    var days: Int
    /// The difference from the week before; absent when one of the two has no mean.
    var delta: Tenths?
}

/// The summary of one week of the caller's diary.
struct WeeklyView: View {
    /// The ISO week, such as `2026-W11`.
    var week: ISOWeek
    /// The Monday of the week.
    var from: CivilDate
    /// The Sunday of the week.
    var to: CivilDate
    /// The active domains in their order.
    var domains: [WeeklyDomain]
    /// The weighted mean of the domains; absent when fewer than half have a mean.
    var total: Tenths?
    /// The days of the streak on the last date of the week; 0 without one.
    var streak: Int
    /// The Reset Circle on the last date of the week, from 0 to 1; absent when no domain is drawn.
    var circle: Hundredths?
    /// At most three suggestions, the most important first; nothing medical.
    var suggestions: [Advice]
    /// When the summary was made; it is made again when the diary changes.
    var madeAt: Instant

    /// A suggestion.
    struct Advice: Codable, Sendable {
        /// The key of the suggestion's rule, such as `falling`.
        var key: String
        /// The suggestion in the language of the request; it begins with the name of its domain where it is about one.
        var text: String
    }
}

extension WeeklyView {
    init(
        _ summary: WeeklySummary,
        of account: ID<Account>,
        in languages: [Language],
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let body = try summary.body(of: account, at: site, tx)
        week = summary.week
        from = summary.week.dates.lowerBound
        to = summary.week.dates.upperBound
        domains = body.domains
        total = body.total
        streak = body.streak
        circle = body.circle
        madeAt = summary.madeAt
        suggestions = try body.advice(for: to, in: languages, tx)
    }
}

extension WeeklySummary.Body {
    /// The texts of the suggestions for a reader.
    func advice(
        for date: CivilDate,
        in languages: [Language],
        _ tx: borrowing Tx
    ) throws -> [WeeklyView.Advice] {
        let names = try DomainNames.on(date, in: languages, tx)
        let rules = Dictionary(try SuggestionRule.all(tx).map { ($0.key, $0) }) { first, _ in first }
        return suggestions.compactMap { found in
            guard let text = rules[found.key]?.text.text(in: languages) else { return nil }
            let subject = found.domain.map { "\(names[$0]): " } ?? ""
            return WeeklyView.Advice(key: found.key, text: subject + text)
        }
    }
}

/// The names of the domains in one language.
struct DomainNames: Sendable {
    private let names: [String: String]

    static func on(_ date: CivilDate, in languages: [Language], _ tx: borrowing Tx) throws -> DomainNames {
        let rows = try DomainRow.list(on: date, tx)
        return DomainNames(
            names: Dictionary(rows.map { ($0.domain.key, $0.name.text.text(in: languages)) }) { first, _ in
                first
            }
        )
    }

    /// The key of a domain that has no name on the date.
    subscript(key: String) -> String { names[key] ?? key }
}
