import Kernel
import Web

/// Anonymous properties for an IMU estimate.
struct ImuQuestion: Body {
    var year: TaxYear
    /// At least one and at most 50.
    var properties: [Property]

    /// A property or one use of it.
    struct Property: Codable, Sendable {
        /// A name for the answer; the number of the property by default.
        var label: ImuProperty.Label?
        var kind: ImuProperty.Kind
        /// The Belfiore code of the comune.
        var municipalityCode: CadastralCode
        /// Provinces with a tax of their own instead of the IMU are refused.
        var province: ProvinceCode
        /// The registry category; required for a building.
        var category: CadastralCategory?
        /// The cadastral income (rendita) of the whole building, not revalued, in euro cents; required for a building.
        var renditaCents: Cents?
        /// The dominical income (reddito dominicale), not revalued, in euro cents; required for agricultural land.
        var landIncomeCents: Cents?
        /// The market value on 1 January, in euro cents; required for building land.
        var marketValueCents: Cents?
        /// The taxpayer's share in hundredths of a percent; the whole property by default.
        var shareBasisPoints: Percent?
        /// Instead of dates; the whole year by default.
        var monthsHeld: Ranged<0, 12>?
        /// The day of the deed; absent for a purchase in an earlier year.
        var boughtOn: CivilDate?
        /// The day of the deed; absent when the property was not sold.
        var soldOn: CivilDate?
        var use: PropertyUses.Kind
        /// Whether it is of historic or artistic interest; false by default.
        var isHistoric: Bool?
        /// Whether it is unfit for use and unused; false by default.
        var isUnfit: Bool?
        /// Whether it is land of a professional farmer; false by default.
        var isFarmers: Bool?
        /// The number of owners who live in a main home and share its deduction; 1 by default.
        var residentOwners: Ranged<1, 20>?
        /// The rate of the comune in hundredths of a percent; the statutory base rate by default.
        var rateBasisPoints: Ranged<0, 114>?
        /// The rate of the year before, which the advance follows; by default the current rate.
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
