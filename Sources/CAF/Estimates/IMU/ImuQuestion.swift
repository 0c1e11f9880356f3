import Kernel
import Web

/// Properties described without names, for an estimate that needs no account.
struct ImuQuestion: Body {
    var year: TaxYear
    var properties: [Property]

    struct Property: Codable, Sendable {
        var label: ImuProperty.Label?
        var kind: ImuProperty.Kind
        /// The Belfiore code of the comune.
        var municipalityCode: CadastralCode
        var province: ProvinceCode
        /// Of a building.
        var category: CadastralCategory?
        var renditaCents: Cents?
        /// The dominical income of agricultural land.
        var landIncomeCents: Cents?
        /// The market value of building land on 1 January.
        var marketValueCents: Cents?
        /// All of it when absent.
        var shareBasisPoints: Percent?
        /// The whole year when absent, unless a purchase or a sale is given.
        var monthsHeld: Ranged<0, 12>?
        var boughtOn: CivilDate?
        var soldOn: CivilDate?
        var use: PropertyUses.Kind
        var isHistoric: Bool?
        var isUnfit: Bool?
        /// Land of a professional farmer.
        var isFarmers: Bool?
        /// Who lives in a main home and owes its tax; they share the deduction.
        var residentOwners: Ranged<1, 20>?
        /// What the comune has set, in hundredths of a percent; the law's basic rate when absent.
        var rateBasisPoints: Ranged<0, 114>?
        /// Last year's, which the advance follows.
        var previousRateBasisPoints: Ranged<0, 114>?
    }
}

extension ImuQuestion {
    func holdings() throws(Problem) -> [ImuHolding] {
        var faults: [Problem.Fault] = []
        if properties.isEmpty { faults.append(.init("/properties", Refusal(.tooFew(1)))) }
        if properties.count > Estimate.maxProperties {
            faults.append(.init("/properties", Refusal(.tooMany(Estimate.maxProperties))))
        }
        for (index, property) in properties.enumerated() {
            faults += property.faults.map { Problem.Fault("/properties/\(index)/\($0.member)", $0.refusal) }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return properties.enumerated().map { $0.element.holding(number: $0.offset, in: year.value) }
    }
}

extension ImuQuestion.Property {
    fileprivate var faults: [(member: String, refusal: Refusal)] {
        let missing: String? =
            switch kind {
            case .building where category == nil: "category"
            case .building where renditaCents == nil: "rendita_cents"
            case .agriculturalLand where landIncomeCents == nil: "land_income_cents"
            case .buildingLand where marketValueCents == nil: "market_value_cents"
            default: nil
            }
        let isReversed = boughtOn.flatMap { bought in soldOn.map { $0 < bought } } ?? false
        let hasBoth = monthsHeld != nil && (boughtOn != nil || soldOn != nil)
        let isElsewhere = ImuProperty.otherTaxProvinces.contains(province.rawValue)
        return (missing.map { [($0, .fieldMissing)] } ?? [])
            + (isElsewhere ? [("province", .notImuTerritory)] : [])
            + (isReversed ? [("sold_on", .datesReversed)] : [])
            + (hasBoth ? [("months_held", .monthsOrDates)] : [])
    }

    fileprivate func holding(number: Int, in year: Int) -> ImuHolding {
        var holding = ImuHolding(
            label: label?.rawValue ?? String(number + 1),
            municipality: municipalityCode,
            kind: kind,
            category: category,
            value: Exact(value),
            share: shareBasisPoints ?? .whole,
            months: monthsHeld.map { ImuMonths($0.value) }
                ?? ImuMonths(of: year, from: boughtOn, until: soldOn),
            use: use,
            pointer: "/properties/\(number)",
            ratePointer: "/properties/\(number)",
            usePointer: "/properties/\(number)/use"
        )
        (holding.isHistoric, holding.isUnfit) = (isHistoric ?? false, isUnfit ?? false)
        holding.isFarmers = isFarmers ?? false
        holding.residentOwners = residentOwners?.value ?? 1
        (holding.rate, holding.previousRate) = (rateBasisPoints?.value, previousRateBasisPoints?.value)
        return holding
    }

    private var value: Cents? {
        switch kind {
        case .building: renditaCents
        case .agriculturalLand: landIncomeCents
        case .buildingLand: marketValueCents
        }
    }
}

extension Percent {
    static var whole: Percent { Percent(10_000) ?? .placeholder }
}
