import Kernel

// swift-format-ignore
extension Refusal {
    static let outsideOfHours      = Refusal("outside_of_hours", ["en": "is outside of the hours of the office"])
    static let notAtAQuarter       = Refusal("not_at_a_quarter", ["en": "is not at a quarter of an hour"])
    static let moreThan60DaysAhead = Refusal("more_than_60_days_ahead", ["en": "is more than 60 days ahead"])
    static let longerThan12Hours   = Refusal("longer_than_12_hours", ["en": "is more than 12 hours after the start"])
}
