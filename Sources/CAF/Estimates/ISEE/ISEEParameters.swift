import Kernel

/// The parameters of the ISEE for certain years; amounts in cents.
struct ISEEParameters: DatedParameters {
    let years: ClosedRange<Int>
    let sources: [String]
    /// 20 percent of wages and of pensions and benefits, each up to a limit for each person.
    let incomeDeductionPercent: Int
    let employmentDeductionMax: Int64
    let pensionDeductionMax: Int64
    let disabilityExpensesMax: Int64
    let rent: Threshold
    let movable: MovableAllowance
    /// Government bonds, postal certificates and passbooks, together.
    let stateSecuritiesExempt: Int64
    /// The part of the assets that counts.
    let assetsPercent: Int
    let ordinary: Indicator
    /// The second indicator, for Assegno unico, bonus nido, bonus nuovi nati, ADI and SFL.
    let family: Indicator?
    let scale: Scale

    /// An amount that grows with each child after the first few.
    struct Threshold: Sendable {
        let base: Int64
        let perChild: Int64
        let afterChildren: Int

        func amount(children: Int) -> Exact {
            Exact(cents: base) + Exact(cents: perChild).times(max(0, children - afterChildren))
        }
    }

    struct MovableAllowance: Sendable {
        let base: Int64
        let perMember: Int64
        let max: Int64
        let perChildAfterSecond: Int64

        func amount(members: Int, children: Int) -> Exact {
            let allowance = Exact(cents: base) + Exact(cents: perMember).times(Swift.max(0, members - 1))
            return min(allowance, Exact(cents: max))
                + Exact(cents: perChildAfterSecond).times(Swift.max(0, children - 2))
        }
    }

    /// The parameters that differ between the two indicators.
    struct Indicator: Sendable {
        let home: Threshold
        /// In the capital of a metropolitan city, if different.
        let homeInMetropolis: Threshold?
        /// Added to the scale by the number of children, in hundredths; the last entry counts for more children.
        let children: [Int: Int]
    }

    /// The equivalence scale, in hundredths.
    struct Scale: Sendable {
        let members: [Int]
        let furtherMember: Int
        let workingParents: Int
        let workingParentsOfInfant: Int
        let disabledMember: Int
        let residentialCare: Int
    }
}

extension ISEEParameters {
    static let tables: [ISEEParameters] = [
        ISEEParameters(
            years: 2025...2025,
            sources: ["D.P.C.M. 159/2013", "D.P.C.M. 13/2025", "L. 213/2023 art. 1 c. 183"],
            family: nil
        ),
        ISEEParameters(
            years: 2026...2026,
            sources: [
                "D.P.C.M. 159/2013", "D.P.C.M. 13/2025", "L. 199/2025 art. 1 c. 208", "INPS msg. 102/2026",
            ],
            family: Indicator(
                home: Threshold(base: 91_500_00, perChild: 2_500_00, afterChildren: 1),
                homeInMetropolis: Threshold(base: 120_000_00, perChild: 2_500_00, afterChildren: 1),
                children: [2: 10, 3: 25, 4: 40, 5: 55]
            )
        ),
    ]

    /// The capitals of the metropolitan cities, by their Belfiore codes.
    // swift-format-ignore
    static let metropolises: Set<String> = [
        "A662", "A944", "B354", "C351", "D612", "D969", "F158", "F205", "F839", "G273", "H224", "H501", "I452", "L219", "L736",
    ]

    /// The parameters that are the same in all years.
    private init(years: ClosedRange<Int>, sources: [String], family: Indicator?) {
        self.init(
            years: years,
            sources: sources,
            incomeDeductionPercent: 20,
            employmentDeductionMax: 3_000_00,
            pensionDeductionMax: 1_000_00,
            disabilityExpensesMax: 5_000_00,
            rent: Threshold(base: 7_000_00, perChild: 500_00, afterChildren: 2),
            movable: MovableAllowance(
                base: 6_000_00,
                perMember: 2_000_00,
                max: 10_000_00,
                perChildAfterSecond: 1_000_00
            ),
            stateSecuritiesExempt: 50_000_00,
            assetsPercent: 20,
            ordinary: Indicator(
                home: Threshold(base: 52_500_00, perChild: 2_500_00, afterChildren: 2),
                homeInMetropolis: nil,
                children: [3: 20, 4: 35, 5: 50]
            ),
            family: family,
            scale: Scale(
                members: [100, 157, 204, 246, 285],
                furtherMember: 35,
                workingParents: 20,
                workingParentsOfInfant: 30,
                disabledMember: 50,
                residentialCare: 100
            )
        )
    }
}
