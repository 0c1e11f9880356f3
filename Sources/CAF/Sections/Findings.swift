import Kernel

/// Collects the faults of a form, each with its JSON pointer.
struct Findings {
    private(set) var faults: [Problem.Fault] = []

    mutating func require(_ holds: Bool, _ pointer: String, _ refusal: Refusal) {
        if !holds { faults.append(Problem.Fault(pointer, refusal)) }
    }

    /// Each person named in a section must be in the household.
    mutating func require(_ people: [CodiceFiscale], in household: Set<CodiceFiscale>, _ section: String) {
        for (index, person) in people.enumerated() {
            require(
                household.contains(person),
                "/sections/\(section)/\(index)/codice_fiscale",
                .notInHousehold
            )
        }
    }

    /// The shares of one thing never exceed the whole, over all owners.
    mutating func requireWhole<Thing: Hashable>(_ shares: [(thing: Thing, basisPoints: Int, pointer: String)])
    {
        var held: [Thing: Int] = [:]
        for share in shares {
            held[share.thing, default: 0] += share.basisPoints
            require(held[share.thing, default: 0] <= 10_000, share.pointer, .sharesExceedWhole)
        }
    }

    /// No value is repeated in a list.
    mutating func requireDistinct<Value: Hashable>(_ values: [Value], _ pointer: (Int) -> String) {
        var seen: Set<Value> = []
        for (index, value) in values.enumerated() {
            require(seen.insert(value).inserted, pointer(index), .repeated)
        }
    }
}

// swift-format-ignore
extension Refusal {
    static let unknownSection     = Refusal("unknown_section",      ["en": "is not a section of this service", "it": "non è una sezione di questo servizio"])
    static let sectionMissing     = Refusal("section_missing",      ["en": "this section is required", "it": "questa sezione è obbligatoria"])
    static let listEmpty          = Refusal("list_empty",           ["en": "at least one entry is required", "it": "serve almeno una voce"])
    static let fieldMissing       = Refusal("field_missing",        ["en": "is required by the other answers", "it": "è necessario, viste le altre risposte"])
    static let notInHousehold     = Refusal("not_in_household",     ["en": "is not a member of the household", "it": "non fa parte del nucleo familiare"])
    static let oneDeclarant       = Refusal("one_declarant",        ["en": "exactly one member must be the declarant", "it": "un solo componente deve essere il dichiarante"])
    static let declarantMismatch  = Refusal("declarant_mismatch",   ["en": "the declarant must be the customer", "it": "il dichiarante deve essere il cliente"])
    static let memberWithoutIncome = Refusal("member_without_income", ["en": "the income of this member is missing; declare `none` for a member without income", "it": "mancano i redditi di questo componente; indicare `none` se non ne ha"])
    static let wrongIncomeYear    = Refusal("wrong_income_year",    ["en": "must be the second year before the year of the ISEE", "it": "deve essere il secondo anno precedente quello dell'ISEE"])
    static let wrongTaxYear       = Refusal("wrong_tax_year",       ["en": "must be the tax year of the request", "it": "deve essere l'anno d'imposta della richiesta"])
    static let sharesExceedWhole  = Refusal("shares_exceed_whole",  ["en": "the shares add up to more than 100 percent", "it": "le quote superano il 100 per cento"])
    static let repeated           = Refusal("repeated",             ["en": "is repeated", "it": "è ripetuto"])
    static let noSuchProperty     = Refusal("no_such_property",     ["en": "is not the label of a property in `immobili`", "it": "non corrisponde ad alcun immobile in `immobili`"])
    static let useMissing         = Refusal("use_missing",          ["en": "the use of this property is missing", "it": "manca l'utilizzo di questo immobile"])
    static let notImuTerritory    = Refusal("not_imu_territory",    ["en": "this province has its own tax (IMIS, IMI or ILIA) instead of the IMU", "it": "in questa provincia si applica un tributo proprio (IMIS, IMI o ILIA), non l'IMU"])
}
