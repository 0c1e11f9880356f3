import Kernel

/// The parameters of the IMU for certain years; the rates of a comune come with the question.
struct ImuParameters: DatedParameters {
    let years: ClosedRange<Int>
    let sources: [String]
    /// In percent: 105 adds five percent.
    let buildingRevaluation: Int
    let landRevaluation: Int
    let landMultiplier: Int
    /// By category or by group.
    let multipliers: [String: Int]
    let tariffs: [ImuTreatment: Tariff]
    /// The State's part of the rate of group D.
    let stateBasisPoints: Int
    let mainHomeDeduction: Int64
    /// Most comuni collect nothing below this yearly amount.
    let usualMinimum: Int64
    let advance: (month: Int, day: Int)
    let balance: (month: Int, day: Int)

    /// In hundredths of a percent.
    struct Tariff: Sendable {
        let code: ImuPayment.Code
        let basic: Int
        let allowed: ClosedRange<Int>
    }

    func multiplier(of category: CadastralCategory) -> Int? {
        multipliers[category.rawValue] ?? multipliers[String(category.rawValue.prefix(1))]
    }
}

/// The treatment of a property by the law.
enum ImuTreatment: String, Codable, CaseIterable, Sendable {
    /// A main home of category A/1, A/8 or A/9, with its appurtenances.
    case luxuryHome = "luxury_home"
    /// Any other main home, with its appurtenances: exempt.
    case exemptHome = "exempt_home"
    /// A building of group E: exempt.
    case exemptCategory = "exempt_category"
    /// Land of a professional farmer: exempt.
    case exemptFarmland = "exempt_farmland"
    /// A building for sale that is unsold: exempt.
    case exemptUnsold = "exempt_unsold"
    /// A rural building for farming.
    case rural
    /// Agricultural land.
    case land
    /// Land with a permission to build, taxed on its market value.
    case buildingLand = "building_land"
    /// A building of group D, taxed by the State and the comune.
    case industrial
    /// Any other building.
    case other
}

extension ImuParameters {
    static let tables: [ImuParameters] = [
        ImuParameters(
            years: 2023...2026,
            sources: ["L. 160/2019 art. 1 c. 738-783", "L. 296/2006 art. 1 c. 166"],
            buildingRevaluation: 105,
            landRevaluation: 125,
            landMultiplier: 135,
            // swift-format-ignore
            multipliers: [
                "A": 160, "A/10": 80, "B": 140, "C/1": 55, "C/2": 160, "C/3": 140, "C/4": 140, "C/5": 140,
                "C/6": 160, "C/7": 160,
                "D": 65, "D/5": 80,
            ],
            tariffs: [
                .luxuryHome: Tariff(code: .mainHome, basic: 50, allowed: 0...60),
                .rural: Tariff(code: .rural, basic: 10, allowed: 0...10),
                .land: Tariff(code: .land, basic: 76, allowed: 0...106),
                .buildingLand: Tariff(code: .buildingLand, basic: 86, allowed: 0...114),
                .industrial: Tariff(code: .industrialMunicipality, basic: 86, allowed: 76...106),
                .other: Tariff(code: .otherBuildings, basic: 86, allowed: 0...114),
            ],
            stateBasisPoints: 76,
            mainHomeDeduction: 200_00,
            usualMinimum: 12_00,
            advance: (month: 6, day: 16),
            balance: (month: 12, day: 16)
        )
    ]
}
