/// The part of a unit's members that contributes, as the protected counts of its groups tell it.
struct ParticipationRate: Sendable {
    private let contributing: Int
    private let members: Int

    /// Groups of one person say nothing; the count of a larger one stands for one contributor more.
    init(_ groups: [CohortGroup], _ rules: SuppressionPolicy.Rules = .all) {
        let groups = groups.filter { $0.size >= 2 }
        contributing = groups.reduce(0) {
            $0 + (rules.contains(.count) ? $1.count + 1 : $1.contributors.count)
        }
        members = groups.reduce(0) { $0 + $1.size }
    }

    /// A percentage when it and the rest are `k` people each, else its quarter.
    func cell(k: Int, isBand: Bool) -> ReleaseCell {
        guard members > 0 else { return .suppressed }
        let percentage = Ratio(100 * contributing, over: members)
        guard !isBand, contributing >= k, members - contributing >= k else {
            return .band(CellBand(quarterOf: percentage))
        }
        let number = ReleasedNumber(percentage)
        return .value(number.tenths, CellBand(quarterOf: number.ratio))
    }
}
