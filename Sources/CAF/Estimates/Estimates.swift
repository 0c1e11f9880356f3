import Kernel
import Platform
import Store
import Web

/// Unofficial estimates of ISEE and IMU, each with its calculation.
enum Estimates {
    static let routes = rows.tagged("Estimates")
    private static let limit = RateLimit("estimates", 30, per: .minutes(1))

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                                handler         needs
        Post("/estimates/isee",                  isee,           .anyone,      "Estimate an ISEE", details: "An unofficial estimate of the ordinary ISEE and, from 2026, of the ISEE for family benefits. Needs no account, and stores nothing.").limited(limit).refuses(.noParameters)
        Post("/estimates/imu",                   imu,            .anyone,      "Estimate the IMU", details: "An unofficial estimate of the municipal property tax, with its F24 lines. Needs no account, and stores nothing.").limited(limit).refuses(.noParameters)
        Post("/service-requests/{id}/estimate",  ofRequest,      .requestRead, "Estimate a service request's result", details: "An unofficial estimate from the sections of an ISEE or IMU request. Refused while the sections are incomplete.").refuses(.noEstimate, .estimateIncomplete, .noParameters)
        Get ("/deadlines",                       Deadlines.show, .anyone,      "List tax deadlines", details: "The deadlines of a year for ISEE, 730, Redditi PF and IMU, moved to working days where the law does so.").refuses(.noParameters)
    }

    static func isee(_ call: Call, body: ISEEQuestion) async throws -> ISEEEstimate {
        try ISEEEstimate.of(body.household(), in: body.year, for: call.languages)
    }

    static func imu(_ call: Call, body: ImuQuestion) async throws -> ImuEstimate {
        try ImuEstimate.of(body.holdings(), in: body.year, for: call.languages)
    }

    static func ofRequest(
        _ call: Call,
        id: ID<ServiceRequest>,
        body: EstimateQuestion?
    ) async throws -> RequestEstimate {
        let request = try await call.db.read { tx in
            try ServiceRequest.find(id, within: call.scope, tx)
        }
        return try RequestEstimate(of: request, body ?? EstimateQuestion(), for: call)
    }
}

/// Municipal tax rates for the estimate of an IMU request, which its sections do not contain.
struct EstimateQuestion: Body {
    /// By the labels of the properties; the statutory base rate applies to the others.
    var rates: [Rate]?

    /// The rates of the comune for one property.
    struct Rate: Codable, Sendable {
        /// The label of a property in `immobili`.
        var property: ImuProperty.Label
        /// The rate of the tax year, in hundredths of a percent: 106 is 1.06 percent.
        var rateBasisPoints: Ranged<0, 114>
        /// The rate of the year before, which the advance follows; by default the rate of the tax year.
        var previousRateBasisPoints: Ranged<0, 114>?
    }
}

/// The estimate of a service request.
struct RequestEstimate: View {
    var service: Service.Code
    /// Present for an ISEE request.
    var isee: ISEEEstimate?
    /// Present for an IMU request.
    var imu: ImuEstimate?

    init(of request: ServiceRequest, _ question: EstimateQuestion, for call: Call) throws {
        service = request.service
        let form = request.form
        guard form is ISEEForm || form is ImuForm else { throw Problem(.noEstimate) }
        let findings = request.sectionFindings
        guard findings.isEmpty else { throw Problem(.estimateIncomplete, faults: findings) }
        let year = request.taxYear
        if let form = form as? ISEEForm {
            let today = call.site.product.zone.civil(call.now).date
            let household = try form.household(on: today.within(year.value))
            isee = try .of(household, in: year, for: call.languages, at: "/tax_year")
        }
        if let form = form as? ImuForm {
            let holdings = try form.holdings(in: year.value, rates: question.rates(of: form))
            let notes = form.estimateNotes
            imu = try .of(holdings, in: year, for: call.languages, notes: notes, at: "/tax_year")
        }
    }
}

extension EstimateQuestion {
    fileprivate func rates(of form: ImuForm) throws(Problem) -> [ImuProperty.Label: ImuRate] {
        let labels = Set((form.immobili ?? []).map(\.label))
        var (faults, known): ([Problem.Fault], [ImuProperty.Label: ImuRate]) = ([], [:])
        for (index, rate) in (rates ?? []).enumerated() {
            let pointer = "/rates/\(index)/property"
            if !labels.contains(rate.property) { faults.append(.init(pointer, .noSuchProperty)) }
            if known[rate.property] != nil { faults.append(.init(pointer, .repeated)) }
            known[rate.property] = ImuRate(
                place: index,
                rateBasisPoints: rate.rateBasisPoints,
                previousRateBasisPoints: rate.previousRateBasisPoints
            )
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return known
    }
}

extension CivilDate {
    /// The nearest day of that year.
    fileprivate func within(_ year: Int) -> CivilDate {
        let (first, last) = (CivilDate(year, 1, 1) ?? self, CivilDate(year, 12, 31) ?? self)
        return min(max(self, first), last)
    }
}
