import Kernel

/// The tax of one property, computed with its trace.
struct ImuCalculation {
    let holding: ImuHolding
    let treatment: ImuTreatment
    let parameters: ImuParameters
    var trace: Trace

    /// The amount due by one F24 code: for the year, and for the first semester at the previous year's rate.
    struct Due: Sendable {
        let code: ImuPayment.Code
        let year: Exact
        let firstSemester: Exact
    }

    struct Outcome: Sendable {
        let estimate: ImuPropertyEstimate
        let dues: [Due]
        let notes: [EstimateNote.Kind]
    }

    mutating func run() throws -> Outcome {
        if let exemption = treatment.exemption {
            trace.add(exemption, [], gives: try .cents("tax", .zero))
            return outcome(base: .zero, rate: 0, tax: .zero, dues: [])
        }
        guard let tariff = parameters.tariffs[treatment] else { throw Problem(.internalError) }
        let (rate, previous) = try rates(of: tariff)
        let base = try base()
        let tax = try tax(on: base, rate)
        let dues = try split(base, tax, rate, previous, tariff)
        return outcome(base: try base.rounded(), rate: rate, tax: try tax.rounded(), dues: dues)
    }

    private func rates(of tariff: ImuParameters.Tariff) throws -> (rate: Int, previous: Int) {
        let rate = holding.rate ?? tariff.basic
        let previous = holding.previousRate ?? rate
        let given = [
            ("rate_basis_points", holding.rate), ("previous_rate_basis_points", holding.previousRate),
        ]
        let wrong = given.filter { $0.1.map { !tariff.allowed.contains($0) } ?? false }
        guard wrong.isEmpty else {
            let faults = wrong.map { Problem.Fault("\(holding.ratePointer)/\($0.0)", .rateOutOfRange) }
            throw Problem(.invalid, faults: faults)
        }
        return (rate, previous)
    }

    private mutating func base() throws -> Exact {
        let full = try fullBase()
        guard holding.isHalved else { return full }
        let half = full.times(1, over: 2)
        trace.add(.imuHalf, [try .cents("base", full)], gives: try .cents("base", half))
        return half
    }

    private mutating func fullBase() throws -> Exact {
        switch holding.kind {
        case .building:
            guard let multiplier = holding.category.flatMap(parameters.multiplier) else {
                throw Problem(.invalid, faults: [.init("\(holding.pointer)/category", .notEstimated)])
            }
            return try multiplied(.imuBuildingBase, "rendita", parameters.buildingRevaluation, multiplier)
        case .agriculturalLand:
            let (revaluation, multiplier) = (parameters.landRevaluation, parameters.landMultiplier)
            return try multiplied(.imuLandBase, "land_income", revaluation, multiplier)
        case .buildingLand:
            trace.add(
                .imuMarketBase,
                [try .cents("market_value", holding.value)],
                gives: try .cents("base", holding.value)
            )
            return holding.value
        }
    }

    private mutating func multiplied(
        _ rule: LegalRule,
        _ name: String,
        _ revaluation: Int,
        _ multiplier: Int
    ) throws -> Exact {
        let base = holding.value.times(revaluation, over: 100).times(multiplier)
        trace.add(
            rule,
            [
                try .cents(name, holding.value), .number("revaluation", revaluation, .percent),
                .number("multiplier", multiplier, .count),
            ],
            gives: try .cents("base", base)
        )
        return base
    }

    private func outcome(base: Cents, rate: Int, tax: Cents, dues: [Due]) -> Outcome {
        let estimate = ImuPropertyEstimate(
            label: holding.label,
            municipalityCode: holding.municipality,
            treatment: treatment,
            baseCents: base,
            rateBasisPoints: rate,
            months: holding.months.count,
            taxCents: tax,
            trace: trace.steps
        )
        return Outcome(estimate: estimate, dues: dues, notes: dues.isEmpty ? holding.notes : notes)
    }

    private var notes: [EstimateNote.Kind] {
        let conditions: [(EstimateNote.Kind, Bool)] = [
            (.basicRate, holding.rate == nil), (.sameRateBefore, holding.previousRate == nil),
            (.halfYear, holding.months.firstSemester == .half),
            (.oneReduction, holding.isHalved && holding.countOfReductions > 1),
        ]
        return holding.notes + conditions.filter(\.1).map(\.0)
    }
}

extension ImuHolding {
    fileprivate var countOfReductions: Int {
        [isHistoric, isUnfit, use == .freeUseRelative].filter(\.self).count
    }
}

extension Cents {
    static func + (left: Cents, right: Cents) throws -> Cents { try (Exact(left) + Exact(right)).rounded() }
}
