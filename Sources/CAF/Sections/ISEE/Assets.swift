import Kernel

/// A bank account, a deposit or a security of a member, on 31 December of the reference year (quadro FC2).
struct FinancialAsset: Codable, Sendable {
    var codiceFiscale: CodiceFiscale
    var kind: Kind
    /// The bank, the post office or the broker.
    var intermediary: Line<1, 200>
    var iban: IBAN?
    /// The number of the account or contract, where there is no IBAN.
    var reference: Line<1, 60>?
    var balanceCents: Cents
    /// The average of the year (giacenza media).
    var averageBalanceCents: Cents?

    enum Kind: String, Codable, CaseIterable, Sendable {
        case currentAccount = "current_account"
        case deposit
        case savingsBook = "savings_book"
        case prepaidCard = "prepaid_card"
        case postalCertificates = "postal_certificates"
        case governmentBonds = "government_bonds"
        case bonds
        case shares
        case funds
        case lifeInsurance = "life_insurance"
        case companyStake = "company_stake"
        case other

        /// Has a balance that moves through the year, so that its average counts too.
        var isAccount: Bool {
            switch self {
            case .currentAccount, .deposit, .savingsBook: true
            default: false
            }
        }
    }
}

/// A building or a piece of land of a member, on 31 December of the reference year (quadro FC3).
struct RealEstateAsset: Codable, Sendable {
    var codiceFiscale: CodiceFiscale
    var kind: Kind
    var cadastralReference: CadastralReference
    var shareBasisPoints: Percent
    /// The value that counts for IMU, of the whole property.
    var imuValueCents: Cents
    var mortgageResidualCents: Cents?
    var isHome: Bool?

    enum Kind: String, Codable, CaseIterable, Sendable {
        case building
        case buildingLand = "building_land"
        case agriculturalLand = "agricultural_land"
    }
}

/// A car, a motorcycle from 500 cc or a boat of a member (quadro FC5).
struct Vehicle: Codable, Sendable {
    var codiceFiscale: CodiceFiscale
    var kind: Kind
    /// The number plate, or the registration of a boat.
    var plate: Line<4, 12>
    var powerKw: Ranged<1, 2000>?
    var engineCc: Ranged<1, 20000>?

    enum Kind: String, Codable, CaseIterable, Sendable {
        case car
        case motorcycle
        case boat
    }
}
