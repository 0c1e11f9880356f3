import Kernel
import Platform

// Refusals that several features share.
// swift-format-ignore
extension Problem.Code {
    static let tooMany            = Self("too_many", 409, ["en": "There are too many of these already."])
    static let alreadyThere       = Self("already_there", 409, ["en": "This exists already."])
    static let notAwarded         = Self("not_awarded", 409, ["en": "The job has not been awarded."])
    static let notFunded          = Self("not_funded", 409, ["en": "The job has not been paid for."])
    static let notApproved        = Self("not_approved", 409, ["en": "The service has not been approved."])
    static let openBusiness       = Self("open_business", 409, ["en": "There is unfinished business: a job that is not over, or a balance that is not zero."])
    static let interested         = Self("interested", 409, ["en": "You cannot decide this: it concerns you, or you decided it before."])
    static let secondPersonNeeded = Self("second_person_needed", 409, ["en": "A second person must decide this."])
    static let nameTaken          = Self("name_taken", 409, ["en": "The name is taken."])
    static let inUse              = Self("in_use", 409, ["en": "This is in use."])
    static let outOfReach         = Self("out_of_reach", 409, ["en": "The provider does not offer the service at this place, or is not active."])
}

// swift-format-ignore
extension Refusal {
    static let computed            = Refusal("computed", ["en": "is calculated by the server"])
    static let outsideEveryRegion  = Refusal("outside_every_region", ["en": "is in no region that is served"])
    static let halfAPoint          = Refusal("half_a_point", ["en": "must be given together with the other coordinate"])
    static let minimumAboveMaximum = Refusal("minimum_above_maximum", ["en": "is greater than the maximum"])
    static let inThePast           = Refusal("in_the_past", ["en": "is in the past"])
    static let tooFarAhead         = Refusal("too_far_ahead", ["en": "is more than 365 days ahead"])
    static let endsBeforeItStarts  = Refusal("ends_before_it_starts", ["en": "is not after the start"])
    static let notBeforeTomorrow   = Refusal("not_before_tomorrow", ["en": "must be tomorrow or later"])
    static let unknownRegion       = Refusal("unknown_region", ["en": "is not a region"])
    static let unknownFile         = Refusal("unknown_file", ["en": "is not an unused file that you uploaded for this purpose"])
    static let listedTwice         = Refusal("listed_twice", ["en": "is listed twice"])
    static let needsPlace          = Refusal("needs_place", ["en": "needs lat and lon"])
    static let tooEarly            = Refusal("too_early", ["en": "is too early"])
    static let tooLate             = Refusal("too_late", ["en": "is too late"])
    static let unknownProvider     = Refusal("unknown_provider", ["en": "is not a provider"])
    static let unknownService      = Refusal("unknown_service", ["en": "is not a service"])
    static let staffOnly           = Refusal("staff_only", ["en": "is for local managers and administrators"])
    static let spanTooLong         = Refusal("span_too_long", ["en": "is more than a year before the last day"])
}

extension Problem {
    /// More of `what` than the limit of `limit` allows.
    static func tooMany(_ what: String, limit: Int) -> Problem {
        Problem(.tooMany, extras: ["what": .string(what), "limit": .integer(Int64(limit))])
    }

    /// A move that the table of the lifecycle allows, and the circumstances do not.
    static func illegalTransition(
        from present: some RawRepresentable<String>,
        by action: (any RawRepresentable<String>)? = nil,
        allowed: [any RawRepresentable<String>] = []
    ) -> Problem {
        var extras: [String: JSONValue] = [
            "present": .string(present.rawValue), "allowed": .array(allowed.map { .string($0.rawValue) }),
        ]
        extras["action"] = action.map { .string($0.rawValue) }
        return Problem(.illegalTransition, extras: extras)
    }
}
