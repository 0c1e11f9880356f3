import Kernel

/// The share of a lesson that comes back to a student who cancels.
enum CancelShare {
    /// In percent, for the time left to the start; the moment of a tier itself belongs to it.
    static func of(_ terms: CancelTerms, left: Duration) -> Int {
        terms.tiers.first { left >= .hours($0.hours) }?.percent ?? 0
    }

    /// The moment at which the share becomes smaller; nil when nothing comes back any more.
    static func changes(_ terms: CancelTerms, start: Instant, now: Instant) -> Instant? {
        terms.tiers.first { start - now >= .hours($0.hours) }.map { start - .hours($0.hours) }
    }
}
