import Kernel

/// The incomes that someone certified: employers, INPS, others (quadri C and D).
struct CertifiedIncomes: Codable, Sendable {
    var cu: [CertificazioneUnica]?
    var inps: [InpsCertificate]?
    var altri: [OtherIncome]?
}

/// One Certificazione Unica.
struct CertificazioneUnica: Codable, Sendable {
    var payerName: Line<1, 200>
    var payerTaxCode: TaxCode
    var year: TaxYear
    var kind: Kind
    var grossCents: Cents
    var withheldCents: Cents
    var regionalSurtaxCents: Cents?
    var municipalSurtaxCents: Cents?
    var workingDays: Ranged<0, 366>

    enum Kind: String, Codable, CaseIterable, Sendable {
        case employment
        case pension
        case similar
        case occasional
    }
}

/// What INPS paid and certified.
struct InpsCertificate: Codable, Sendable {
    var kind: Kind
    var year: TaxYear
    var amountCents: Cents
    var withheldCents: Cents

    enum Kind: String, Codable, CaseIterable, Sendable {
        case pension
        case unemployment
        case maternity
        case wageIntegration = "wage_integration"
        case other
    }
}

/// An income without a certificate.
struct OtherIncome: Codable, Sendable {
    var kind: Kind
    var amountCents: Cents
    var expensesCents: Cents?
    var withheldCents: Cents?
    var description: Line<1, 200>?

    enum Kind: String, Codable, CaseIterable, Sendable {
        case occasionalWork = "occasional_work"
        case capital
        case copyright
        case alimony
        case foreign
        case sublease
        case shortLet = "short_let"
        case other
    }
}

/// A building or land of the taxpayer (quadri A and B).
struct DeclaredProperty: Codable, Sendable {
    var cadastralReference: CadastralReference
    var category: CadastralCategory?
    /// The cadastral income of the whole property, not revalued.
    var renditaCents: Cents
    var shareBasisPoints: Percent
    var daysHeld: Ranged<1, 366>
    var use: Use
    var annualRentCents: Cents?
    var rentRegime: RentRegime?

    enum Use: String, Codable, CaseIterable, Sendable {
        case mainHome = "main_home"
        case appurtenance
        case rented
        case available
        case freeUse = "free_use"
        case land
        case other
    }

    enum RentRegime: String, Codable, CaseIterable, Sendable {
        case ordinary
        case flat21 = "cedolare_secca_21"
        case flat10 = "cedolare_secca_10"
        case flat26 = "cedolare_secca_26"
    }
}
