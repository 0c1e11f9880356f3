import Kernel

/// The amounts due to each comune by each code, as the lines of two F24 forms.
struct ImuLedger {
    private struct Key: Hashable, Comparable {
        let municipality: String
        let code: String

        static func < (left: Self, right: Self) -> Bool {
            (left.municipality, left.code) < (right.municipality, right.code)
        }
    }

    private let year: TaxYear
    private let parameters: ImuParameters
    private let lines: [(advance: F24Line, balance: F24Line)]
    private(set) var notes: [EstimateNote.Kind] = []

    init(
        _ dues: [(CadastralCode, [ImuCalculation.Due])],
        in year: TaxYear,
        _ parameters: ImuParameters
    ) throws {
        self.year = year
        self.parameters = parameters
        var sums: [Key: (place: CadastralCode, due: ImuCalculation.Due)] = [:]
        for (municipality, dues) in dues {
            for due in dues {
                let key = Key(municipality: municipality.rawValue, code: due.code.rawValue)
                sums[key] = (municipality, sums[key].map { $0.due + due } ?? due)
            }
        }
        lines = try sums.sorted { $0.key < $1.key }.map {
            try Self.lines(of: $0.value.due, $0.value.place, year)
        }
        let byPlace = Dictionary(grouping: sums.values, by: \.place).mapValues { $0.map(\.due.year).sum }
        let minimum = Exact(cents: parameters.usualMinimum)
        if byPlace.values.contains(where: { $0 > .zero && $0 < minimum }) { notes.append(.belowMinimum) }
    }

    /// The balance is the year's tax less the advance as it was paid, so both add up to the year's tax in whole euros.
    private static func lines(
        of due: ImuCalculation.Due,
        _ municipality: CadastralCode,
        _ year: TaxYear
    ) throws -> (advance: F24Line, balance: F24Line) {
        let advance = try due.firstSemester.rounded(to: 100)
        let rest = due.year - Exact(advance)
        func line(_ amount: Cents, credit: Cents = .zero) -> F24Line {
            F24Line(
                municipalityCode: municipality,
                code: due.code,
                year: year,
                amountCents: amount,
                rounding: .halfUpToEuro,
                creditCents: credit
            )
        }
        let balance = try rest.notNegative.rounded(to: 100)
        let credit = try rest.times(-1).notNegative.rounded(to: 100)
        return (line(advance), line(balance, credit: credit))
    }

    func instalments() throws -> [ImuInstalment] {
        [
            try instalment(.advance, parameters.advance, lines.map(\.advance)),
            try instalment(.balance, parameters.balance, lines.map(\.balance)),
        ]
    }

    func total() throws -> Cents {
        try instalments().map { Exact($0.totalCents) }.sum.rounded()
    }

    private func instalment(
        _ kind: ImuPayment.Instalment,
        _ day: (month: Int, day: Int),
        _ lines: [F24Line]
    ) throws -> ImuInstalment {
        guard let nominal = CivilDate(year.value, day.month, day.day) else { throw Problem(.internalError) }
        return ImuInstalment(
            kind: kind,
            nominalDueOn: nominal,
            dueOn: WorkingCalendar.italy.nextWorkingDay(from: nominal),
            lines: lines.filter { $0.amountCents > .zero || $0.creditCents > .zero },
            totalCents: try lines.map { Exact($0.amountCents) }.sum.rounded()
        )
    }
}

extension ImuCalculation.Due {
    fileprivate static func + (left: Self, right: Self) -> Self {
        Self(
            code: left.code,
            year: left.year + right.year,
            firstSemester: left.firstSemester + right.firstSemester
        )
    }
}
