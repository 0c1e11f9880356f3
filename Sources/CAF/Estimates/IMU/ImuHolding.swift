import Kernel

/// A property or one use of it, from a question or from the sections of a request.
struct ImuHolding: Sendable {
    var label: String
    var municipality: CadastralCode
    var kind: ImuProperty.Kind
    var category: CadastralCategory?
    /// The cadastral income of a building, the dominical income of land, the market value of building land.
    var value: Exact
    var share: Percent
    var months: ImuMonths
    var use: PropertyUses.Kind
    /// Of historic or artistic interest.
    var isHistoric = false
    var isUnfit = false
    var isFarmers = false
    /// The number of owners who live in the home and share the deduction.
    var residentOwners = 1
    /// The rate of the comune, in hundredths of a percent.
    var rate: Int?
    var previousRate: Int?
    /// The pointers for faults in the property and in its rates.
    var pointer: String
    var ratePointer: String
    /// The pointer for faults in its use.
    var usePointer: String
    var notes: [EstimateNote.Kind] = []

    private static let luxury: Set<CadastralCategory> = [.a1, .a8, .a9]
    private static let appurtenances: Set<CadastralCategory> = [.c2, .c6, .c7]

    var isLuxury: Bool { category.map(Self.luxury.contains) ?? false }
    var isHome: Bool { kind == .building && use == .mainHome && group == "A" && category != .a10 }
    var canBeAppurtenance: Bool {
        kind == .building && use == .appurtenance && category.map(Self.appurtenances.contains) ?? false
    }
    var group: String { category.map { String($0.rawValue.prefix(1)) } ?? "" }

    /// Several reductions halve the base only once.
    var isHalved: Bool {
        kind == .building && (isHistoric || isUnfit || isLentHome)
    }

    private var isLentHome: Bool {
        use == .freeUseRelative && group == "A" && category != .a10 && !isLuxury
    }

    func treatment(belongingTo home: ImuHolding?) -> ImuTreatment {
        switch kind {
        case .agriculturalLand: return isFarmers ? .exemptFarmland : .land
        case .buildingLand: return .buildingLand
        case .building: break
        }
        if group == "E" { return .exemptCategory }
        if isHome { return isLuxury ? .luxuryHome : .exemptHome }
        if let home { return home.isLuxury ? .luxuryHome : .exemptHome }
        if use == .ruralInstrumental || category == .d10 { return .rural }
        if use == .unsold { return .exemptUnsold }
        return group == "D" ? .industrial : .other
    }
}

extension [ImuHolding] {
    /// Each with its treatment: one C/2, one C/6 and one C/7 count as parts of the main home.
    var treated: [(holding: ImuHolding, treatment: ImuTreatment)] {
        let home = first(where: \.isHome)
        var taken: Set<CadastralCategory> = []
        return map { holding in
            let belongs =
                holding.canBeAppurtenance && (holding.category.map { taken.insert($0).inserted } ?? false)
            return (holding, holding.treatment(belongingTo: belongs ? home : nil))
        }
    }
}

// swift-format-ignore
extension EstimateNote.Kind {
    static let basicRate        = Self(code: "basic_rate", text: ["en": "The comune's rate is not known; the statutory base rate is used.", "it": "L'aliquota del comune non è nota: si applica l'aliquota di base prevista dalla legge."])
    static let sameRateBefore   = Self(code: "same_rate_as_before", text: ["en": "The previous year's rate is not known; the advance uses this year's rate.", "it": "L'aliquota dell'anno precedente non è nota: l'acconto è calcolato con quella dell'anno in corso."])
    static let oneReduction     = Self(code: "one_reduction", text: ["en": "Several reductions of the base were claimed; only one applies.", "it": "Sono indicate più riduzioni della base imponibile; se ne applica una sola."])
    static let belowMinimum     = Self(code: "below_usual_minimum", text: ["en": "Most comuni collect nothing when the year's tax is below 12 euros.", "it": "Se l'imposta annua dovuta al comune è inferiore a 12 euro, di norma non si versa nulla."])
    static let halfYear         = Self(code: "first_semester_by_half", text: ["en": "The months of possession are not known; the advance is half of the year's tax.", "it": "I mesi di possesso non sono noti: l'acconto è la metà dell'imposta annua."])
    static let reliefLeftOut    = Self(code: "relief_left_out", text: ["en": "The relief for pensioners who live abroad is not included.", "it": "L'agevolazione per pensionati residenti all'estero non è considerata."])
    static let paymentsLeftOut  = Self(code: "payments_left_out", text: ["en": "Payments already made are not subtracted.", "it": "I versamenti già effettuati non sono sottratti."])
}
