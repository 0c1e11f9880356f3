import Kernel

/// A bank account, a deposit or a security of a member, on 31 December of the reference year (quadro FC2).
struct FinancialAsset: Codable, Sendable {
    /// The owner, a member of the household.
    var codiceFiscale: CodiceFiscale
    var kind: Kind
    /// The bank, the post office or the broker.
    var intermediary: Line<1, 200>
    /// Required for an account without a `reference`.
    var iban: IBAN?
    /// The number of the account or contract, if there is no IBAN.
    var reference: Line<1, 60>?
    /// The balance or value on 31 December of the reference year, in euro cents.
    var balanceCents: Cents
    /// The yearly average (giacenza media), in euro cents; required for accounts, deposits and savings books.
    var averageBalanceCents: Cents?

    /// A kind of financial asset.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// A bank or postal current account (conto corrente).
        case currentAccount = "current_account"
        /// A deposit account.
        case deposit
        /// A bank or postal savings book (libretto).
        case savingsBook = "savings_book"
        /// A prepaid card with or without an IBAN.
        case prepaidCard = "prepaid_card"
        /// Postal savings certificates (buoni fruttiferi).
        case postalCertificates = "postal_certificates"
        /// Bonds of the Italian State.
        case governmentBonds = "government_bonds"
        /// Bonds of companies or other States.
        case bonds
        /// Listed shares.
        case shares
        /// Investment funds.
        case funds
        /// A life insurance with a surrender value.
        case lifeInsurance = "life_insurance"
        /// A stake in an unlisted company.
        case companyStake = "company_stake"
        /// Any other financial asset.
        case other

        /// Whether the yearly average counts, as for every balance that changes through the year.
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
    /// The owner, a member of the household.
    var codiceFiscale: CodiceFiscale
    var kind: Kind
    var cadastralReference: CadastralReference
    /// The owner's share in hundredths of a percent: 10000 is the whole.
    var shareBasisPoints: Percent
    /// The IMU value of the whole property, in euro cents.
    var imuValueCents: Cents
    /// The owner's part of the residual mortgage capital, in euro cents; none by default.
    var mortgageResidualCents: Cents?
    /// Whether the household lives there; false by default.
    var isHome: Bool?

    /// A building, or one of two kinds of land.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// A building or a part of one.
        case building
        /// Land with a permission to build.
        case buildingLand = "building_land"
        /// Land for farming.
        case agriculturalLand = "agricultural_land"
    }
}

/// A car, a motorcycle from 500 cc or a boat of a member (quadro FC5).
struct Vehicle: Codable, Sendable {
    /// The owner, a member of the household.
    var codiceFiscale: CodiceFiscale
    var kind: Kind
    /// The number plate, or the registration of a boat.
    var plate: Line<4, 12>
    /// Engine power in kilowatts.
    var powerKw: Ranged<1, 2000>?
    /// Engine size in cubic centimetres.
    var engineCc: Ranged<1, 20000>?

    /// A kind of vehicle.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// A car (autoveicolo).
        case car
        /// A motorcycle from 500 cc.
        case motorcycle
        /// A ship or a boat.
        case boat
    }
}
