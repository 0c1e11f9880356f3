import Kernel
import Testing

@testable import Tutoring

@Suite struct CancelShareTests {
    private let standard = CancelTerms(
        kind: .standard,
        tiers: [CancelTier(hours: 24, percent: 100), CancelTier(hours: 12, percent: 50)]
    )
    private let flexible = CancelTerms(kind: .flexible, tiers: [CancelTier(hours: 12, percent: 100)])
    private let strict = CancelTerms(
        kind: .strict,
        tiers: [CancelTier(hours: 48, percent: 100), CancelTier(hours: 24, percent: 50)]
    )
    /// 18:00 in Rome on the Sunday on which the clocks go forward.
    private let start = Instant("2027-03-28T16:00:00Z") ?? Instant(seconds: 0)

    @Test(arguments: [
        ("2027-03-27T16:00:00Z", 100), ("2027-03-27T16:00:01Z", 50), ("2027-03-28T04:00:00Z", 50),
        ("2027-03-28T04:00:01Z", 0), ("2027-03-28T16:00:00Z", 0),
    ])
    func `the tiers hold to the second, in elapsed hours over the change of the clocks`(
        at moment: String,
        share: Int
    ) throws {
        let now = try #require(Instant(moment))

        #expect(CancelShare.of(standard, left: start - now) == share)
    }

    @Test func `a flexible tutor gives all back until 12 hours, a strict one half from 48 to 24`() {
        #expect(CancelShare.of(flexible, left: .hours(12)) == 100)
        #expect(CancelShare.of(flexible, left: .seconds(12 * 3_600 - 1)) == 0)
        #expect(CancelShare.of(strict, left: .hours(48)) == 100)
        #expect(CancelShare.of(strict, left: .seconds(48 * 3_600 - 1)) == 50)
        #expect(CancelShare.of(strict, left: .seconds(24 * 3_600 - 1)) == 0)
    }

    @Test func `the share is told with the moment at which it shrinks`() {
        #expect(CancelShare.changes(standard, start: start, now: start - .hours(30)) == start - .hours(24))
        #expect(CancelShare.changes(standard, start: start, now: start - .hours(24)) == start - .hours(24))
        #expect(CancelShare.changes(standard, start: start, now: start - .hours(20)) == start - .hours(12))
        #expect(CancelShare.changes(standard, start: start, now: start - .hours(2)) == nil)
    }
}
