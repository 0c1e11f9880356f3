import Kernel

extension ImuForm {
    /// The declared properties as holdings, one for each use; `rates` are by label.
    ///
    /// The sections must be complete: every property has a use.
    func holdings(in year: Int, rates: [ImuProperty.Label: ImuRate]) throws(Problem) -> [ImuHolding] {
        let properties = immobili ?? []
        guard properties.count <= Estimate.maxProperties, uses.count <= Estimate.maxEntries else {
            throw Problem(.estimateIncomplete, faults: [.init("/sections/immobili", .beyondEstimating)])
        }
        var faults: [Problem.Fault] = []
        var holdings: [ImuHolding] = []
        for (index, property) in properties.enumerated() {
            let uses = uses.enumerated().filter { $0.element.property == property.label }
            faults += monthFaults(of: uses, in: property)
            holdings += uses.map { use in
                let months =
                    uses.count > 1
                    ? ImuMonths(use.element.monthsUsed?.value ?? 0) : months(of: property, in: year)
                return holding(of: property, at: index, use, months).rated(rates[property.label])
            }
        }
        guard faults.isEmpty else { throw Problem(.estimateIncomplete, faults: faults) }
        return holdings
    }

    var estimateNotes: [EstimateNote.Kind] {
        let isAbroad = (agevolazioni?.claims ?? []).contains { $0.kind == .pensionerAbroad }
        return (isAbroad ? [.reliefLeftOut] : []) + ((pagamentiImu ?? []).isEmpty ? [] : [.paymentsLeftOut])
    }

    private var uses: [PropertyUses.Use] { utilizzoImmobile?.uses ?? [] }

    /// Several uses of one property need their months, which must add up to the months held.
    private func monthFaults(
        of uses: [(offset: Int, element: PropertyUses.Use)],
        in property: ImuProperty
    ) -> [Problem.Fault] {
        let pointer = "/sections/utilizzo_immobile/uses"
        let told = uses.compactMap { $0.element.monthsUsed?.value }
        if uses.count > 1, told.count < uses.count {
            return uses.filter { $0.element.monthsUsed == nil }.map {
                Problem.Fault("\(pointer)/\($0.offset)/months_used", .fieldMissing)
            }
        }
        guard !told.isEmpty, told.reduce(0, +) != property.monthsHeld.value else { return [] }
        return uses.map { Problem.Fault("\(pointer)/\($0.offset)/months_used", .monthsDoNotAddUp) }
    }

    /// The months held, with their dates if the year's changes contain them.
    private func months(of property: ImuProperty, in year: Int) -> ImuMonths {
        let changes = (variazioni?.changes ?? []).filter { $0.property == property.label }
        let bought = changes.first { $0.kind == .purchase || $0.kind == .inheritance }?.on
        let sold = changes.first { $0.kind == .sale }?.on
        let dated = ImuMonths(of: year, from: bought, until: sold)
        let isTold = bought != nil || sold != nil
        return isTold && dated.count == property.monthsHeld.value
            ? dated : ImuMonths(property.monthsHeld.value)
    }

    private func holding(
        of property: ImuProperty,
        at index: Int,
        _ use: (offset: Int, element: PropertyUses.Use),
        _ months: ImuMonths
    ) -> ImuHolding {
        let claims = Set((agevolazioni?.claims ?? []).filter { $0.property == property.label }.map(\.kind))
        var holding = ImuHolding(
            label: property.label.rawValue,
            municipality: property.cadastralReference.municipalityCode,
            kind: property.kind,
            category: property.category,
            value: Exact(property.taxableValue),
            share: property.shareBasisPoints,
            months: months,
            use: use.element.kind,
            pointer: "/sections/immobili/\(index)",
            ratePointer: "/rates",
            usePointer: "/sections/utilizzo_immobile/uses/\(use.offset)/kind"
        )
        holding.isHistoric = (property.isHistoric ?? false) || claims.contains(.historic)
        holding.isUnfit = (property.isUnfit ?? false) || claims.contains(.unfit)
        holding.isFarmers = claims.contains(.professionalFarmer)
        return holding
    }
}

extension ImuProperty {
    fileprivate var taxableValue: Cents? {
        switch kind {
        case .building: renditaCents
        case .agriculturalLand: landIncomeCents
        case .buildingLand: marketValueCents
        }
    }
}

/// The rates of the comune for one property, with their index in the question.
struct ImuRate: Sendable {
    let place: Int
    let rateBasisPoints: Ranged<0, 114>
    let previousRateBasisPoints: Ranged<0, 114>?
}

extension ImuHolding {
    fileprivate func rated(_ rate: ImuRate?) -> ImuHolding {
        guard let rate else { return self }
        var holding = self
        holding.rate = rate.rateBasisPoints.value
        holding.previousRate = rate.previousRateBasisPoints?.value
        holding.ratePointer = "/rates/\(rate.place)"
        return holding
    }
}
