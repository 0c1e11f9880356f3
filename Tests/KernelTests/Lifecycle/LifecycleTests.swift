import Kernel
import Testing

private struct Paper: Sendable {
    var pages = 0

    enum Status: String { case draft, submitted, accepted, rejected }
    enum Event: String { case submit, accept, reject, touch }
}

private let hasPages = Guard<Paper>(
    "has_pages",
    ["en": "The paper has no pages.", "it": "Il documento è vuoto."]
) { paper in
    paper.pages > 0 ? [] : [Problem.Fault("/pages", Refusal(.required))]
}

extension Effect {
    fileprivate static let tellAuthor = Effect("tell_author")
}

private let write = Permission("paper.write")
private let judge = Permission("paper.judge")

// swift-format-ignore
private let lifecycle = Lifecycle<Paper, Paper.Status, Paper.Event>(start: .draft) {
    On(.submit, from: .draft,              to: .submitted, needs: write, if: hasPages)
    On(.accept, from: .submitted,          to: .accepted,  needs: judge,               then: .tellAuthor)
    On(.reject, from: .draft, .submitted,  to: .rejected,  needs: judge)
    On(.touch,  from: .draft,              to: .draft,     needs: write)
}

struct LifecycleTests {
    @Test func `a move is found by its event and any of its states`() throws {
        let row = try #require(lifecycle.row(.accept, from: .submitted))
        #expect(
            row.to == .accepted && row.permission == judge && row.effects == [.tellAuthor]
                && row.guardian == nil
        )
        #expect(lifecycle.row(.reject, from: .draft)?.to == .rejected)
        #expect(lifecycle.row(.reject, from: .submitted)?.to == .rejected)
        #expect(lifecycle.row(.accept, from: .draft) == nil)
        #expect(lifecycle.row(.submit, from: .accepted) == nil)
    }

    @Test func `a state tells its events, and which states are the ends`() {
        #expect(lifecycle.start == .draft)
        #expect(lifecycle.events(from: .draft) == [.submit, .reject, .touch])
        #expect(lifecycle.rows(from: .submitted).map(\.to) == [.accepted, .rejected])
        #expect(lifecycle.states == [.draft, .submitted, .accepted, .rejected])
        #expect(lifecycle.states.filter(lifecycle.isTerminal) == [.accepted, .rejected])
    }

    @Test func `a guard tells what it finds`() throws {
        let guardian = try #require(lifecycle.row(.submit, from: .draft)?.guardian)
        #expect(guardian.findings(Paper()).map(\.pointer) == ["/pages"])
        #expect(guardian.findings(Paper(pages: 1)).isEmpty)
        #expect(
            guardian.name == "has_pages" && guardian.message.text(in: .italian) == "Il documento è vuoto."
        )
    }

    @Test func `a move that stands twice is a conflict`() {
        let doubtful = Lifecycle<Paper, Paper.Status, Paper.Event>(start: .draft) {
            On(.reject, from: .draft, .submitted, to: .rejected, needs: judge)
            On(.reject, from: .submitted, to: .draft, needs: judge)
        }
        #expect(lifecycle.conflicts.isEmpty)
        #expect(doubtful.conflicts.map(\.event) == [.reject])
        #expect(doubtful.conflicts.map(\.from) == [.submitted])
    }

    @Test func `the table says it in words, one row for each move`() {
        let table = lifecycle.table(named: "paper")
        #expect(table.name == "paper" && table.start == "draft" && table.ends == ["accepted", "rejected"])
        #expect(
            table.rows.map { "\($0.event) \($0.from) \($0.to)" } == [
                "submit draft submitted", "accept submitted accepted", "reject draft rejected",
                "reject submitted rejected", "touch draft draft",
            ]
        )
        #expect(table.rows.map(\.condition) == ["has_pages", nil, nil, nil, nil])
        #expect(table.rows[1].effects == ["tell_author"] && table.rows[1].permission == "paper.judge")
    }

    @Test func `the table is drawn as a state diagram`() {
        #expect(
            lifecycle.table(named: "paper").mermaid == """
                stateDiagram-v2
                    [*] --> draft
                    draft --> submitted: submit
                    submitted --> accepted: accept
                    draft --> rejected: reject
                    submitted --> rejected: reject
                    draft --> draft: touch
                    accepted --> [*]
                    rejected --> [*]
                """
        )
    }
}
