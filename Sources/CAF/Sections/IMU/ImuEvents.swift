import Kernel

/// The reliefs that are claimed.
struct Reliefs: Codable, Sendable {
    var claims: [Claim]

    struct Claim: Codable, Sendable {
        var property: ImuProperty.Label
        var kind: Kind
        var registeredOn: CivilDate?
        var reference: Line<1, 100>?
    }

    enum Kind: String, Codable, CaseIterable, Sendable {
        case freeUseRelative = "free_use_relative"
        case agreedRent = "agreed_rent"
        case historic
        case unfit
        case unsold
        case professionalFarmer = "professional_farmer"
        case pensionerAbroad = "pensioner_abroad"
    }
}

/// What happened to the properties during the year.
struct PropertyChanges: Codable, Sendable {
    var changes: [Change]

    struct Change: Codable, Sendable {
        var property: ImuProperty.Label
        var kind: Kind
        var on: CivilDate
        var description: Line<1, 300>?
    }

    enum Kind: String, Codable, CaseIterable, Sendable {
        case purchase
        case sale
        case donation
        case inheritance
        case cadastralUpdate = "cadastral_update"
        case useChange = "use_change"
    }
}

/// A payment that was already made with an F24.
struct ImuPayment: Codable, Sendable {
    var paidOn: CivilDate
    var taxYear: TaxYear
    var municipalityCode: CadastralCode
    var code: Code
    var instalment: Instalment
    var amountCents: Cents

    enum Code: String, Codable, CaseIterable, Sendable {
        case mainHome = "3912"
        case rural = "3913"
        case land = "3914"
        case buildingLand = "3916"
        case otherBuildings = "3918"
        case industrialState = "3925"
        case industrialMunicipality = "3930"
        case unsold = "3939"
    }

    enum Instalment: String, Codable, CaseIterable, Sendable {
        case advance
        case balance
        case single
    }
}

/// The inheritance that properties came from.
struct Succession: Codable, Sendable {
    var deceasedCodiceFiscale: CodiceFiscale
    var diedOn: CivilDate
    var declarationNumber: Line<1, 60>?
    var registeredOn: CivilDate?
    var heirs: [Heir]

    struct Heir: Codable, Sendable {
        var codiceFiscale: CodiceFiscale
        var shareBasisPoints: Percent
    }
}
