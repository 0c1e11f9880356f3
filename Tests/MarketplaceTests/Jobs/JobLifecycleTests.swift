import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

/// The table of the page, row by row.
@Suite struct JobLifecycleTests {
    // swift-format-ignore
    private static let moves: [String: [String: String]] = [
        "edit":            ["open": "open", "directed": "directed", "quoted": "quoted"],
        "direct":          ["open": "directed", "directed": "directed"],
        "decline":         ["directed": "open"],
        "quote":           ["open": "quoted", "directed": "quoted", "quoted": "quoted"],
        "revise":          ["open": "quoted", "directed": "quoted", "quoted": "quoted"],
        "reconfirm":       ["open": "quoted", "directed": "quoted", "quoted": "quoted"],
        "unquote":         ["quoted": "open"],
        "accept":          ["quoted": "awarded"],
        "lapse":           ["awarded": "quoted"],
        "lapse_open":      ["awarded": "open"],
        "lapse_cancelled": ["awarded": "cancelled"],
        "fund":            ["awarded": "funded"],
        "start":           ["funded": "underway"],
        "deliver":         ["underway": "delivered", "rework": "delivered"],
        "ask_rework":      ["delivered": "rework"],
        "complete":        ["delivered": "completed"],
        "dispute":         ["funded": "disputed", "underway": "disputed", "delivered": "disputed", "rework": "disputed", "completed": "disputed"],
        "settle":          ["disputed": "completed"],
        "settle_back":     ["disputed": "cancelled"],
        "cancel":          ["open": "cancelled", "directed": "cancelled", "quoted": "cancelled", "awarded": "cancelled", "funded": "cancelled"],
        "expire":          ["open": "expired", "quoted": "expired"],
    ]

    @Test(arguments: Job.State.allCases, Job.Event.allCases)
    func `no move outside the table`(from state: Job.State, on event: Job.Event) {
        let row = Job.lifecycle.row(event, from: state)

        #expect(row?.to.rawValue == Self.moves[event.rawValue]?[state.rawValue])
    }

    @Test func `the table has no two rows for a move`() {
        #expect(Job.lifecycle.conflicts.isEmpty)
        #expect(Set(Job.lifecycle.states) == Set(Job.State.allCases))
    }

    // swift-format-ignore
    @Test(arguments: [
        (Job.State.open, "pending"), (.directed, "assigned"), (.quoted, "assigned"), (.awarded, "assigned"),
        (.funded, "in_progress"), (.underway, "in_progress"), (.delivered, "in_progress"), (.rework, "in_progress"),
        (.disputed, "in_progress"), (.completed, "completed"), (.cancelled, "cancelled"), (.expired, "cancelled"),
    ])
    func `outer states`(_ state: Job.State, _ outer: String) {
        #expect(state.outer.rawValue == outer)
    }

    /// Each role's moves that the matrix gives; the server's are nobody's.
    @Test func `who moves what`() {
        let access = marketplace.access
        func roles(_ event: Job.Event, _ state: Job.State) -> Set<String> {
            guard let row = Job.lifecycle.row(event, from: state) else { return [] }
            return Set(access.roles.filter { access.reach(of: $0, row.permission) != .none }.map(\.name))
        }
        #expect(roles(.accept, .quoted) == ["customer"])
        #expect(roles(.edit, .open) == ["customer"])
        #expect(roles(.direct, .open) == ["customer", "lsm", "admin"])
        #expect(roles(.start, .funded) == ["provider", "lsm", "admin"])
        #expect(roles(.deliver, .rework) == ["provider", "lsm", "admin"])
        #expect(roles(.askRework, .delivered) == ["customer", "lsm", "admin"])
        #expect(roles(.complete, .delivered) == ["customer", "lsm", "admin"])
        #expect(roles(.dispute, .underway) == ["customer", "provider"])
        #expect(roles(.cancel, .open) == ["customer", "lsm", "admin"])
        #expect(roles(.cancel, .awarded) == ["customer", "lsm", "admin"])
        #expect(roles(.cancel, .funded) == ["customer", "provider", "lsm", "admin"])
        for (event, state) in [
            (Job.Event.unquote, Job.State.quoted), (.fund, .awarded), (.lapseCancelled, .awarded),
            (.settle, .disputed), (.settleBack, .disputed), (.expire, .open),
        ] { #expect(roles(event, state).isEmpty, "\(event)") }
    }
}
