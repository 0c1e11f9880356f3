import Kernel
import Platform

/// A sign that somebody may be cheating.
enum FraudSignal: String, Codable, CaseIterable, Sendable {
    /// Five payments were begun within ten minutes.
    case manyIntents = "many_intents"
    /// Three payments were declined within an hour.
    case declines
    /// The card's bank is in another country than the profile.
    case cardAbroad = "card_abroad"
    /// The account is younger than a day and buys for 300 EUR or more.
    case newAccount = "new_account"
    /// Student and tutor use one device, or one card.
    case sameSides = "same_sides"
    /// Three purchases or more were refunded at the student's wish within 90 days, and more than 40% of all.
    case refunds
    /// Three reviews with five stars within 30 days are from accounts younger than a week.
    case praise

    var weight: Int {
        switch self {
        case .manyIntents: 30
        case .declines: 25
        case .cardAbroad: 15
        case .newAccount: 20
        case .sameSides: 60
        case .refunds: 30
        case .praise: 25
        }
    }

    /// The sum of the weights, at most 100.
    static func score(_ signals: some Sequence<FraudSignal>) -> Int {
        min(100, Set(signals).reduce(0) { $0 + $1.weight })
    }
}

/// The facts from which the signals follow.
struct FraudFacts: Sendable {
    /// Payments begun within the last ten minutes.
    var intents = 0
    /// Payments declined within the last hour.
    var declines = 0
    /// The country of the bank of the newest card; nil when it is unknown.
    var cardCountry: String?
    var profileCountry: String?
    /// The time since the account was opened.
    var age = Duration.days(365)
    /// The purchases of the first day, with the one that is being made, in cents.
    var amount: Int64 = 0
    var sharesSide = false
    /// Purchases paid within 90 days, and those of them that the student had refunded.
    var purchases = 0
    var refunds = 0
    /// Reviews with five stars from accounts younger than a week.
    var praise = 0

    static let intentTime = Duration.minutes(10)
    static let declineTime = Duration.hours(1)
    static let refundTime = Duration.days(90)
    static let praiseTime = Duration.days(30)
    static let youngAuthor = Duration.days(7)
    private static let newAccount = Duration.hours(24)
    private static let largeAmount: Int64 = 30_000

    var signals: [FraudSignal] { FraudSignal.allCases.filter(shows) }

    private func shows(_ signal: FraudSignal) -> Bool {
        switch signal {
        case .manyIntents: intents >= 5
        case .declines: declines >= 3
        case .cardAbroad: cardCountry.flatMap { card in profileCountry.map { card != $0 } } ?? false
        case .newAccount: age < Self.newAccount && amount >= Self.largeAmount
        case .sameSides: sharesSide
        case .refunds: refunds >= 3 && refunds * 10 > purchases * 4
        case .praise: praise >= 3
        }
    }
}
