/// The limits of a release.
struct SuppressionPolicy: Sendable {
    /// The least count behind a cell of scores.
    var kScores = 8
    /// The least number of members behind a cell of participation.
    var kParticipation = 5
    /// The width in points that nobody's value may be narrowed to.
    var width = 40
    /// The percentage of a cell's people up to which a change does not lower the precision.
    var comparablePercent = 5
    /// Fewer than all only in the tests of the attack, which succeeds then.
    var rules = Rules.all

    static let standard = SuppressionPolicy()

    struct Rules: OptionSet, Sendable {
        let rawValue: Int

        /// **P**: a cell has a least size.
        static let size = Rules(rawValue: 1)
        /// **L**: neither complements nor overlaps of cells tell about fewer people than a cell may.
        static let complement = Rules(rawValue: 2)
        /// **T**: neither do differences of months.
        static let temporal = Rules(rawValue: 4)
        /// **G**: no cell bounds the value of one person.
        static let homogeneity = Rules(rawValue: 8)
        /// Groups are counted so that nobody's consent shows.
        static let count = Rules(rawValue: 16)

        static let all: Rules = [.size, .complement, .temporal, .homogeneity, .count]
    }
}
