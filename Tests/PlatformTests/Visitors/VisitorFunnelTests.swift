import Kernel
import Testing

@testable import Platform

@Suite struct VisitorFunnelTests {
    private let start = Instant(seconds: 1_800_000_000)

    private func days(_ days: Double) -> Instant { start + .seconds(Int64(days * 86_400)) }

    private func depth(_ times: [[Double]], until end: Double = 30) -> Int {
        VisitorFunnel.depth(
            of: times.map { $0.map(days) },
            from: start,
            until: days(end),
            within: .days(7)
        )
    }

    @Test func `funnel in order, each step within 7 d of the one before`() {
        #expect(depth([[0], [1], [2]]) == 3)
        // The second step is before the first one.
        #expect(depth([[2], [1], [3]]) == 1)
        // Exactly seven days are within, a second more is not.
        #expect(depth([[0], [7], [14]]) == 3)
        #expect(depth([[0], [7.0001]]) == 1)
        // A later first step leads on where the earlier one is too far away.
        #expect(depth([[0, 10], [12], [18]]) == 3)
        // The third step must follow a second one that counts.
        #expect(depth([[0], [3, 20], [21]]) == 2)
        // The first step outside of the time is none.
        #expect(depth([[31], [32]]) == 0)
        #expect(depth([[], [1]]) == 0)
    }

    @Test func `sessions end with a gap of more than 30 min`() {
        let minutes = { (minutes: Int) in self.start + .minutes(minutes) }
        #expect(VisitorSessions.count([]) == 0)
        #expect(VisitorSessions.count([minutes(0), minutes(30), minutes(60)]) == 1)
        #expect(VisitorSessions.count([minutes(0), minutes(30) + .seconds(1)]) == 2)
        #expect(VisitorSessions.count([minutes(90), minutes(0), minutes(10)]) == 2)
    }
}
