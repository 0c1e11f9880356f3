import Kernel

/// Who owes the tax.
struct ImuTaxpayer: Codable, Sendable {
    var codiceFiscale: CodiceFiscale
    var firstName: PersonName
    var lastName: PersonName
    var residence: Address
    /// Registered with AIRE as living abroad.
    var livesAbroad: Bool?
}

/// A building or a piece of land that the tax is due for.
struct ImuProperty: Codable, Sendable {
    typealias Label = Line<1, 40>

    /// What the other sections call it, as `casa al mare`.
    var label: Label
    var kind: Kind
    var address: Address
    var cadastralReference: CadastralReference
    /// Of a building.
    var category: CadastralCategory?
    /// The cadastral income of a building, not revalued.
    var renditaCents: Cents?
    /// The dominical income of agricultural land.
    var landIncomeCents: Cents?
    /// The market value of building land on 1 January.
    var marketValueCents: Cents?
    var shareBasisPoints: Percent
    var monthsHeld: Ranged<0, 12>
    var isHistoric: Bool?
    var isUnfit: Bool?

    enum Kind: String, Codable, CaseIterable, Sendable {
        case building
        case agriculturalLand = "agricultural_land"
        case buildingLand = "building_land"
    }

    /// The value that the tax of this kind of property is computed from, when it has not been given.
    var missingValue: String? {
        switch kind {
        case .building where category == nil: "category"
        case .building where renditaCents == nil: "rendita_cents"
        case .agriculturalLand where landIncomeCents == nil: "land_income_cents"
        case .buildingLand where marketValueCents == nil: "market_value_cents"
        default: nil
        }
    }

    /// Trento has IMIS, Bolzano IMI, Friuli-Venezia Giulia ILIA (since 2023).
    static let otherTaxProvinces: Set<String> = ["TN", "BZ", "UD", "PN", "GO", "TS"]
}

/// What each property was used for.
struct PropertyUses: Codable, Sendable {
    var uses: [Use]

    struct Use: Codable, Sendable {
        var property: ImuProperty.Label
        var kind: Kind
        var lease: LeaseContract?
        var monthsUsed: Ranged<0, 12>?
    }

    enum Kind: String, Codable, CaseIterable, Sendable {
        case mainHome = "main_home"
        case appurtenance
        case rented
        /// Canone concordato: three quarters of the tax.
        case rentedAgreed = "rented_agreed"
        /// Comodato to a first-degree relative: half the base.
        case freeUseRelative = "free_use_relative"
        case ownBusiness = "own_business"
        case available
        case ruralInstrumental = "rural_instrumental"
        case unsold = "unsold"
    }
}
