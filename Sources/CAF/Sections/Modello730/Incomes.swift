import Kernel

/// Certified income from employers, INPS and others (quadri C and D).
struct CertifiedIncomes: Codable, Sendable {
    /// The Certificazioni Uniche, one for each payer.
    var cu: [CertificazioneUnica]?
    /// Certificates of INPS.
    var inps: [InpsCertificate]?
    /// Other income.
    var altri: [OtherIncome]?
}

/// One Certificazione Unica.
struct CertificazioneUnica: Codable, Sendable {
    /// The employer or pension body.
    var payerName: Line<1, 200>
    /// The payer's codice fiscale, as printed on the certificate.
    var payerTaxCode: TaxCode
    /// The tax year of the request.
    var year: TaxYear
    var kind: Kind
    /// Income before taxes, in euro cents.
    var grossCents: Cents
    /// Withheld income tax (IRPEF), in euro cents.
    var withheldCents: Cents
    /// Withheld regional surtax, in euro cents; none by default.
    var regionalSurtaxCents: Cents?
    /// Withheld municipal surtax, in euro cents; none by default.
    var municipalSurtaxCents: Cents?
    /// Days that give a right to deductions.
    var workingDays: Ranged<0, 366>

    /// A kind of certified income.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// Wages of employees.
        case employment
        /// Pensions of any pension body.
        case pension
        /// Income similar to wages.
        case similar
        /// Occasional self-employed work.
        case occasional
    }
}

/// An INPS certificate of pensions or benefits.
struct InpsCertificate: Codable, Sendable {
    var kind: Kind
    /// The tax year of the request.
    var year: TaxYear
    /// Paid in the tax year before taxes, in euro cents.
    var amountCents: Cents
    /// Withheld income tax (IRPEF), in euro cents.
    var withheldCents: Cents

    /// A payment of INPS.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// Pensions paid by INPS.
        case pension
        /// Unemployment benefits (NASpI, DIS-COLL).
        case unemployment
        /// Maternity and parental benefits.
        case maternity
        /// Wage integration (cassa integrazione).
        case wageIntegration = "wage_integration"
        /// Any other payment.
        case other
    }
}

/// An income without a certificate.
struct OtherIncome: Codable, Sendable {
    var kind: Kind
    /// Received in the tax year before taxes and expenses, in euro cents.
    var amountCents: Cents
    /// Deductible expenses, in euro cents; none by default.
    var expensesCents: Cents?
    /// Withheld income tax (IRPEF), in euro cents; none by default.
    var withheldCents: Cents?
    /// In the customer's words.
    var description: Line<1, 200>?

    /// A kind of income without a certificate.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// Occasional self-employed work.
        case occasionalWork = "occasional_work"
        /// Dividends, interest and other income from capital.
        case capital
        /// Copyright and royalties.
        case copyright
        /// Alimony from a former spouse.
        case alimony
        /// Income from abroad.
        case foreign
        /// Rents of sublet properties.
        case sublease
        /// Short lets of up to 30 days.
        case shortLet = "short_let"
        /// Any other income.
        case other
    }
}

/// A building or land of the taxpayer (quadri A and B).
struct DeclaredProperty: Codable, Sendable {
    var cadastralReference: CadastralReference
    /// The registry category; absent for land.
    var category: CadastralCategory?
    /// The cadastral income of the whole property, not revalued, in euro cents.
    var renditaCents: Cents
    /// The taxpayer's share in hundredths of a percent: 10000 is the whole.
    var shareBasisPoints: Percent
    /// Days of possession in the tax year.
    var daysHeld: Ranged<1, 366>
    var use: Use
    /// The rent of the tax year, in euro cents; required for a let property.
    var annualRentCents: Cents?
    /// Required for a let property.
    var rentRegime: RentRegime?

    /// A use of a property.
    enum Use: String, Codable, CaseIterable, Sendable {
        /// The taxpayer's main home.
        case mainHome = "main_home"
        /// Belongs to the main home, as a cellar or a garage.
        case appurtenance
        /// Let.
        case rented
        /// At the taxpayer's disposal, as a second home.
        case available
        /// Lent for free (comodato).
        case freeUse = "free_use"
        /// A piece of land.
        case land
        /// Any other use.
        case other
    }

    /// The taxation of rents.
    enum RentRegime: String, Codable, CaseIterable, Sendable {
        /// As a part of the ordinary income.
        case ordinary
        /// Cedolare secca at 21 percent.
        case flat21 = "cedolare_secca_21"
        /// Cedolare secca at 10 percent, for agreed rents.
        case flat10 = "cedolare_secca_10"
        /// Cedolare secca at 26 percent, for further short lets.
        case flat26 = "cedolare_secca_26"
    }
}
