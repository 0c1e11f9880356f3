import Kernel

/// Claims of tax reliefs.
struct Reliefs: Codable, Sendable {
    /// One for each property and relief.
    var claims: [Claim]

    /// A claim of a relief for one property.
    struct Claim: Codable, Sendable {
        /// The label of a property in `immobili`.
        var property: ImuProperty.Label
        var kind: Kind
        /// When the contract or the declaration was registered.
        var registeredOn: CivilDate?
        /// The number of the contract, the declaration or the certificate.
        var reference: Line<1, 100>?
    }

    /// A tax relief.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// Lent to a first-degree relative (comodato): half of the base.
        case freeUseRelative = "free_use_relative"
        /// Let at an agreed rent (canone concordato): 75 percent of the tax.
        case agreedRent = "agreed_rent"
        /// Of historic or artistic interest: half of the base.
        case historic
        /// Unfit for use and unused: half of the base.
        case unfit
        /// Built for sale and unsold (beni merce): exempt.
        case unsold
        /// Land of a professional farmer: exempt.
        case professionalFarmer = "professional_farmer"
        /// Home of a pensioner who lives abroad.
        case pensionerAbroad = "pensioner_abroad"
    }
}

/// Changes of the properties during the year.
struct PropertyChanges: Codable, Sendable {
    /// In any order; all within the tax year.
    var changes: [Change]

    /// A change of one property.
    struct Change: Codable, Sendable {
        /// The label of a property in `immobili`.
        var property: ImuProperty.Label
        var kind: Kind
        /// The day of the deed or of the change.
        var on: CivilDate
        /// In the customer's words.
        var description: Line<1, 300>?
    }

    /// A change of ownership, of the registry entry, or of the use.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// Bought.
        case purchase
        /// Sold.
        case sale
        /// Given or received as a gift.
        case donation
        /// Inherited.
        case inheritance
        /// Changed in the land registry.
        case cadastralUpdate = "cadastral_update"
        /// Put to another use.
        case useChange = "use_change"
    }
}

/// A payment that was already made with an F24.
struct ImuPayment: Codable, Sendable {
    /// The day of the payment, as printed on the F24.
    var paidOn: CivilDate
    /// The year that was paid for.
    var taxYear: TaxYear
    /// The Belfiore code of the comune.
    var municipalityCode: CadastralCode
    var code: Code
    var instalment: Instalment
    /// The paid amount of this code and instalment, in euro cents.
    var amountCents: Cents

    /// A tax code of the F24 for the IMU.
    enum Code: String, Codable, CaseIterable, Sendable {
        /// 3912: main home of category A/1, A/8 or A/9, and what belongs to it.
        case mainHome = "3912"
        /// 3913: rural buildings for farming.
        case rural = "3913"
        /// 3914: agricultural land.
        case land = "3914"
        /// 3916: land with a permission to build.
        case buildingLand = "3916"
        /// 3918: all other buildings, as second homes.
        case otherBuildings = "3918"
        /// 3925: buildings of group D, share of the State.
        case industrialState = "3925"
        /// 3930: buildings of group D, share of the comune.
        case industrialMunicipality = "3930"
        /// 3939: buildings for sale that are unsold.
        case unsold = "3939"
    }

    /// An instalment of the yearly tax.
    enum Instalment: String, Codable, CaseIterable, Sendable {
        /// The advance (acconto), due on 16 June.
        case advance
        /// The balance (saldo), due on 16 December.
        case balance
        /// The whole year at once, due on 16 June.
        case single
    }
}

/// The inheritance of properties.
struct Succession: Codable, Sendable {
    var deceasedCodiceFiscale: CodiceFiscale
    /// The day of death.
    var diedOn: CivilDate
    /// As assigned by the Agenzia delle Entrate.
    var declarationNumber: Line<1, 60>?
    /// When the declaration of succession was registered.
    var registeredOn: CivilDate?
    /// All heirs with their shares.
    var heirs: [Heir]

    /// An heir.
    struct Heir: Codable, Sendable {
        var codiceFiscale: CodiceFiscale
        /// In hundredths of a percent: 10000 is the whole inheritance.
        var shareBasisPoints: Percent
    }
}
