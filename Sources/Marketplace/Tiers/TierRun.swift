import Kernel

/// A provider's nights: how many in a row have met the next tier, or missed their own.
struct TierRun: Sendable, Hashable {
    private(set) var tier: Tier
    private(set) var up = 0
    private(set) var down = 0
    private(set) var lastStep: CivilDate?

    init(_ tier: Tier, up: Int = 0, down: Int = 0, lastStep: CivilDate? = nil) {
        self.tier = tier
        self.up = up
        self.down = down
        self.lastStep = lastStep
    }

    /// How many nights make a step, and how many days lie between two.
    struct Pace: Sendable {
        let up: Int
        let down: Int
        let stepDays: Int
    }

    /// The result of a night.
    enum Night: Sendable {
        /// The provider meets all demands of the next tier.
        case meetsNext
        /// The provider misses one of their tier.
        case missesOwn
        case neither
    }

    /// Counts a night, and takes a step when it is time for one; then the nights are counted anew.
    mutating func count(_ night: Night, on date: CivilDate, at pace: Pace) {
        up = night == .meetsNext ? up + 1 : 0
        down = night == .missesOwn ? down + 1 : 0
        if let lastStep, date - lastStep < pace.stepDays { return }
        if up >= pace.up, let next = tier.next { step(to: next, on: date) }
        if down >= pace.down, let previous = tier.previous { step(to: previous, on: date) }
    }

    private mutating func step(to tier: Tier, on date: CivilDate) {
        self = TierRun(tier, lastStep: date)
    }
}
