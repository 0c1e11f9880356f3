import Kernel

// The rules of an IMU estimate.
// swift-format-ignore
extension LegalRule {
    static let imuBuildingBase = LegalRule("imu.base_building", ["en": "Cadastral income plus 5 percent, multiplied by the multiplier of the category", "it": "Rendita rivalutata del 5% per il moltiplicatore della categoria"], "L. 160/2019 art. 1 c. 745")
    static let imuLandBase     = LegalRule("imu.base_land", ["en": "Dominical income plus 25 percent, multiplied by 135", "it": "Reddito dominicale rivalutato del 25% per 135"], "L. 160/2019 art. 1 c. 746")
    static let imuMarketBase   = LegalRule("imu.base_building_land", ["en": "Market value on 1 January", "it": "Valore venale al 1° gennaio"], "L. 160/2019 art. 1 c. 746")
    static let imuHalf         = LegalRule("imu.half_base", ["en": "Base halved: building historic, unfit, or lent to a first-degree relative", "it": "Base ridotta al 50%: immobile storico, inagibile o in comodato a parente di primo grado"], "L. 160/2019 art. 1 c. 747")
    static let imuTax          = LegalRule("imu.tax", ["en": "Base multiplied by rate, share and months of possession", "it": "Base per aliquota, quota e mesi di possesso"], "L. 160/2019 art. 1 c. 745, 761")
    static let imuAgreedRent   = LegalRule("imu.agreed_rent", ["en": "75 percent of the tax for an agreed rent", "it": "Imposta al 75% per canone concordato"], "L. 160/2019 art. 1 c. 760")
    static let imuDeduction    = LegalRule("imu.home_deduction", ["en": "Deduction for the main home, by months and resident owners", "it": "Detrazione per abitazione principale, per mesi e contitolari residenti"], "L. 160/2019 art. 1 c. 749")
    static let imuStateShare   = LegalRule("imu.state_share", ["en": "Group D: 0.76 percent for the State", "it": "Gruppo D: lo 0,76% spetta allo Stato"], "L. 160/2019 art. 1 c. 744")
    static let imuHomeExempt   = LegalRule("imu.exempt_home", ["en": "Main home and appurtenances exempt", "it": "Abitazione principale e pertinenze esenti"], "L. 160/2019 art. 1 c. 740")
    static let imuExempt       = LegalRule("imu.exempt_category", ["en": "Group E exempt", "it": "Gruppo E esente"], "L. 160/2019 art. 1 c. 759")
    static let imuFarmland     = LegalRule("imu.exempt_farmland", ["en": "Land of professional farmers exempt", "it": "Terreni di coltivatori diretti e IAP esenti"], "L. 160/2019 art. 1 c. 758")
    static let imuUnsold       = LegalRule("imu.exempt_unsold", ["en": "Unsold buildings for sale exempt since 2022", "it": "Beni merce esenti dal 2022"], "L. 160/2019 art. 1 c. 751")
    static let imuAdvance      = LegalRule("imu.advance", ["en": "First half of the year, at the rate of the previous year", "it": "Primo semestre, con aliquota dell'anno precedente"], "L. 160/2019 art. 1 c. 762")
}

extension ImuTreatment {
    /// The rule of an exemption.
    var exemption: LegalRule? {
        switch self {
        case .exemptHome: .imuHomeExempt
        case .exemptCategory: .imuExempt
        case .exemptFarmland: .imuFarmland
        case .exemptUnsold: .imuUnsold
        default: nil
        }
    }
}
