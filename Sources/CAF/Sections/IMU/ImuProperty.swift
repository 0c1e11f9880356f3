import Kernel

/// The taxpayer.
struct ImuTaxpayer: Codable, Sendable {
    var codiceFiscale: CodiceFiscale
    /// As on the identity document.
    var firstName: PersonName
    /// As on the identity document.
    var lastName: PersonName
    /// The registered address.
    var residence: Address
    /// Whether the taxpayer is registered with AIRE as living abroad; false by default.
    var livesAbroad: Bool?
}

/// A building or a piece of land of the taxpayer.
struct ImuProperty: Codable, Sendable {
    typealias Label = Line<1, 40>

    /// The customer's own name for it, such as `casa al mare`, used by the other sections.
    var label: Label
    var kind: Kind
    var address: Address
    var cadastralReference: CadastralReference
    /// The registry category; required for a building.
    var category: CadastralCategory?
    /// The cadastral income (rendita) of the whole building, not revalued, in euro cents; required for a building.
    var renditaCents: Cents?
    /// The dominical income (reddito dominicale), not revalued, in euro cents; required for agricultural land.
    var landIncomeCents: Cents?
    /// The market value on 1 January, in euro cents; required for building land.
    var marketValueCents: Cents?
    /// The taxpayer's share in hundredths of a percent: 10000 is the whole.
    var shareBasisPoints: Percent
    /// Months of possession in the tax year.
    var monthsHeld: Ranged<0, 12>
    /// Whether it is of historic or artistic interest; false by default.
    var isHistoric: Bool?
    /// Whether it is unfit for use and unused; false by default.
    var isUnfit: Bool?

    /// A building, or one of two kinds of land.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// A building or a part of one.
        case building
        /// Land for farming.
        case agriculturalLand = "agricultural_land"
        /// Land with a permission to build.
        case buildingLand = "building_land"
    }

    /// The member with the taxable value, if it is missing.
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

/// The use of each property.
struct PropertyUses: Codable, Sendable {
    /// At least one for each property; several if the use changed during the year.
    var uses: [Use]

    /// A use of one property.
    struct Use: Codable, Sendable {
        /// The label of a property in `immobili`.
        var property: ImuProperty.Label
        var kind: Kind
        /// Required for a rented property.
        var lease: LeaseContract?
        /// Months of this use; needed for an estimate when a property has several uses.
        var monthsUsed: Ranged<0, 12>?
    }

    /// A use of a property.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// The taxpayer's residence and home (abitazione principale).
        case mainHome = "main_home"
        /// Belongs to the main home (pertinenza), as a cellar or a garage.
        case appurtenance
        /// Let at a free rent.
        case rented
        /// Let at an agreed rent (canone concordato): three quarters of the tax.
        case rentedAgreed = "rented_agreed"
        /// Lent to a first-degree relative (comodato): half of the base.
        case freeUseRelative = "free_use_relative"
        /// Used for the taxpayer's own business.
        case ownBusiness = "own_business"
        /// At the taxpayer's disposal, as a second home.
        case available
        /// A rural building for farming.
        case ruralInstrumental = "rural_instrumental"
        /// Built for sale and unsold (beni merce).
        case unsold = "unsold"
    }
}
