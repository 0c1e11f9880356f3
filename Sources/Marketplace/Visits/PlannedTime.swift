import Kernel

/// The rules for a time that people plan: ahead, in order, and within a year.
enum PlannedTime {
    private static let furthest = Duration.days(365)

    static func faults(from start: Instant, until end: Instant, at now: Instant) -> [Problem.Fault] {
        var faults: [Problem.Fault] = []
        if start < now { faults.append(Problem.Fault("/from", .inThePast)) }
        if end <= start { faults.append(Problem.Fault("/until", .endsBeforeItStarts)) }
        if end > now + furthest { faults.append(Problem.Fault("/until", .tooFarAhead)) }
        return faults
    }
}

// swift-format-ignore
extension Refusal {
    static let visitTooLong = Refusal("visit_too_long", ["en": "is more than four hours after the start"])
}
