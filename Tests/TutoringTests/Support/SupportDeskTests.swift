import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct SupportDeskTests {
    @Test func `a conversation is handed over, taken, answered and closed`() async throws {
        let scene = try await SupportScene.open()
        let id = try await scene.waiting()
        let queue = try await scene.world.as(.ada).get("/api/v1/support/conversations?state=waiting")
        #expect(queue["data"]?.arrayValue?.compactMap { $0["id"]?.stringValue } == [id], "\(queue)")
        #expect(queue["data"]?[0]?["asker"]?["name"] == "Sara C.", "\(queue)")
        #expect(try await scene.world.as(.sami).get("/api/v1/support/conversations")["data"] == [])

        let untaken = try await scene.move(id, "messages", by: .ada, ["text": "Buongiorno"])
        #expect(untaken.problem == .illegalTransition && untaken["allowed"] == ["take"], "\(untaken)")
        let taken = try await scene.move(id, "messages", by: .ada, ["text": "Buongiorno", "take": true])
        #expect(taken.status == 200 && taken["state"] == "open", "\(taken)")
        #expect(taken["taken_by"]?["account_id"] == .string(try await scene.world.id(of: .ada)))
        try await scene.world.runJobs()
        #expect(scene.world.mails(to: .sara).count == 1)

        let reply = try await scene.move(id, "messages", by: .sara, ["text": "Grazie", "close": true])
        #expect(reply["state"] == "closed" && reply["closed_at"] != nil, "\(reply)")
        #expect(
            reply["messages"]?.arrayValue?.compactMap { $0["author"]?.stringValue } == [
                "asker", "bot", "desk", "asker",
            ]
        )
    }

    @Test func `take: one winner over HTTP, the losers get 409`() async throws {
        let scene = try await SupportScene.open()
        let id = try await scene.waiting()
        let answers = try await scene.world.atOnce(20) { number in
            try await scene.move(id, "messages", by: number % 2 == 0 ? .ada : .adam, ["take": true])
        }
        #expect(answers.statuses == [200: 1, 409: 19])
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0.problem == .illegalTransition })
    }

    @Test func `no move outside the lifecycle of support`() async throws {
        let scene = try await SupportScene.open()
        let id = try await scene.waiting()
        let again = try await scene.move(id, "handover", by: .sara)
        #expect(again.problem == .illegalTransition && again["present"] == "waiting", "\(again)")
        #expect(try await scene.move(id, "messages", by: .ada, ["close": true])["state"] == "closed")
        let moves: [(Person, JSONValue)] = [(.ada, ["take": true]), (.sara, ["close": true])]
        for (person, body) in moves {
            let refused = try await scene.move(id, "messages", by: person, body)
            #expect(refused.problem == .illegalTransition && refused["present"] == "closed", "\(refused)")
        }
        let chat = try await scene.ask("Come annullo una lezione?", in: id)
        #expect(chat.problem == .illegalTransition && chat["allowed"] == ["reopen"], "\(chat)")
        let bot = try await scene.begun()
        #expect(try await scene.move(bot, "messages", by: .ada, ["take": true]).problem == .illegalTransition)
        #expect(try await scene.move(bot, "messages", by: .sara, ["close": true])["state"] == "closed")
    }

    @Test func `reopen: the asker writes within 7 d, later it is over`() async throws {
        let scene = try await SupportScene.open()
        let id = try await scene.waiting()
        _ = try await scene.move(id, "messages", by: .ada, ["take": true, "close": true])
        scene.world.clock.advance(by: .days(6))
        let reopened = try await scene.move(id, "messages", by: .sara, ["text": "Ancora io"])
        #expect(reopened["state"] == "waiting" && reopened["taken_by"] == nil, "\(reopened)")
        _ = try await scene.move(id, "messages", by: .sara, ["close": true])
        scene.world.clock.advance(by: .days(7) + .seconds(5))
        let late = try await scene.move(id, "messages", by: .sara, ["text": "Ancora io"])
        #expect(late.problem == .illegalTransition && late["present"] == "closed", "\(late)")
    }

    @Test func `close by the server: bot 24 h, open 7 d without the asker, waiting never`() async throws {
        let scene = try await SupportScene.open()
        let (bot, open, waiting) = (
            try await scene.begun(), try await scene.waiting(), try await scene.waiting(by: .sami)
        )
        _ = try await scene.move(open, "messages", by: .ada, ["take": true])
        scene.world.clock.advance(by: .hours(23))
        try await scene.world.tick()
        #expect(try await scene.state(of: bot) == "bot")
        scene.world.clock.advance(by: .hours(2))
        try await scene.world.tick()
        #expect(try await scene.state(of: bot) == "closed")
        #expect(try await scene.state(of: open) == "open")
        _ = try await scene.move(open, "messages", by: .sara, ["text": "Ci sono ancora"])
        scene.world.clock.advance(by: .days(6))
        // Messages of the desk are no sign of the asker.
        _ = try await scene.move(open, "messages", by: .ada, ["text": "Ci guardo"])
        try await scene.world.tick()
        #expect(try await scene.state(of: open) == "open")
        scene.world.clock.advance(by: .hours(25))
        try await scene.world.tick()
        #expect(try await scene.state(of: open) == "closed")
        #expect(try await scene.state(of: waiting) == "waiting")
    }
}
