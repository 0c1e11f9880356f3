/// The definition of a figure in words; every number that the platform calculates about people and regions has one.
struct Formula: Sendable {
    let name: String
    let unit: Unit
    let text: String
    /// The time that counts, in days; nil for a policy's or none.
    let days: Int?
    /// The policy that the formula depends on.
    let policy: PolicyKey?

    init(_ name: String, _ unit: Unit, days: Int? = nil, policy: PolicyKey? = nil, _ text: String) {
        self.name = name
        self.unit = unit
        self.text = text
        self.days = days
        self.policy = policy
    }

    /// The unit of a figure.
    enum Unit: String, Codable, CaseIterable, Sendable {
        /// A rating from 1 to 5.
        case rating
        /// Minutes.
        case minutes
        /// Hours.
        case hours
        /// A share from 0 to 1.
        case ratio
        /// A number of things.
        case count
        /// US cents.
        case cents
        /// Hundredths of a percent.
        case basisPoints = "bp"

        /// Whether its values have no decimals.
        var isWhole: Bool {
            switch self {
            case .rating, .ratio, .hours: false
            case .minutes, .count, .cents, .basisPoints: true
            }
        }
    }
}

// swift-format-ignore
extension Formula {
    static let score = Formula("score", .rating, days: 730,
        "(10 m + sum of r) / (10 + n), half up to 0.01: r is `overall` of each published rating, at most the newest 3 of a pair in 180 days; m is the mean of all ratings of 365 days, frozen daily at 00:00 UTC, 4.00 below 50 ratings.")
    static let response = Formula("response", .minutes, days: 90,
        "The lower median of the minutes from a direction, or from a customer's first message, to the provider's first quote, decline, answer to a visit or message; at most 2,880, which an unanswered one counts too; from 5 on.")
    static let completion = Formula("completion", .ratio, days: 90,
        "completed / (completed + failed by the provider + refunded whole after a dispute).")
    static let onTime = Formula("on_time", .ratio, days: 90,
        "Jobs started by 15 minutes after their planned start / jobs started.")
    static let win = Formula("win", .ratio, days: 90,
        "Quotes won / jobs quoted.")
    static let completed = Formula("completed", .count, policy: .tierJobsDays,
        "Jobs completed, as tiers count them.")
    static let retention = Formula("retention", .ratio, days: 180,
        "Customers who completed a job in [t - 180, t - 90) and in [t - 90, t) / customers who did in the first.")
    static let churn = Formula("churn", .ratio, policy: .churnThresholdDays,
        "Customers active at the start and silent for longer than the threshold at the end / customers active at the start, over a window of the threshold's length. Active: posted, accepted or completed within the threshold.")
    static let marketPrice = Formula("market_price", .cents, days: 30,
        "By month, service and region: nearest-rank p25, p50 and p75 of the unit prices of funded jobs (the amount; per hour amount * 60 / minutes), to 100 cents, of closed months; only from 10 jobs, 5 providers and 5 customers on, none of the providers with more than 40 %.")
    static let trend = Formula("trend", .basisPoints,
        "The change of p50 against the last month shown.")
    static let gmv = Formula("gmv", .cents, days: 30,
        "Captured - refunded: the payments of the time, less the part that has gone back since; n counts the payments.")
    static let take = Formula("take", .ratio, days: 30,
        "Commission / GMV: the commission on what is left of these payments, booked or to be booked at the release.")
    static let fill = Formula("fill", .ratio, days: 30,
        "Jobs funded / jobs posted.")
    static let disputes = Formula("disputes", .ratio, days: 30,
        "Jobs disputed / jobs funded.")
    static let verifyHours = Formula("verify_hours", .hours, days: 30,
        "The median time from a provider's onboarding, or move to another region, to the verification.")
    static let approveHours = Formula("approve_hours", .hours, days: 30,
        "The median time from the proposal of a service, or of its change, to the review.")
    static let resolveHours = Formula("resolve_hours", .hours, days: 30,
        "The median time from the opening of a dispute to its end.")

    static let all: [Formula] = [
        score, response, completion, onTime, win, completed, retention, churn, marketPrice, trend, gmv, take, fill,
        disputes, verifyHours, approveHours, resolveHours,
    ] + analytics
}
