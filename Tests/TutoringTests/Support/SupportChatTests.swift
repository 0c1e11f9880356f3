import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct SupportChatTests {
    /// The numbers of `tutoring_vectors.py`.
    @Test func `BM25 k1 1.2, b .75 weighs a word as the vector does`() {
        let rarity = BM25.rarity(4, among: 50)
        let weight = BM25.weight(times: 3, in: 80, of: 100, rarity: rarity)
        #expect((rarity * 10_000).rounded() == 24_277 && (weight * 10_000).rounded() == 39_859)
    }

    @Test func `a question is answered from FAQ and pages with at most 3 passages cited`() async throws {
        let scene = try await SupportScene.open()
        let answer = try await scene.ask("Come posso annullare la lezione?")
        #expect(answer.status == 200 && answer["state"] == "bot", "\(answer)")
        let passages = try #require(answer["passages"]?.arrayValue)
        #expect((1...3).contains(passages.count))
        #expect(passages[0]["title"] == "Come annullo una lezione?", "\(answer)")
        #expect(passages[0]["url"]?.stringValue?.hasSuffix("/api/v1/cms/faqs?category=prenotazioni") == true)
        #expect(answer["answer"]?.stringValue?.contains("24 ore") == true)
        #expect(answer["answer"]?.stringValue?.hasSuffix("[1]") == true)
        let id = try #require(answer["conversation_id"]?.stringValue)
        let shown = try await scene.get(id)
        #expect(shown["messages"]?.arrayValue?.compactMap { $0["author"]?.stringValue } == ["asker", "bot"])
        #expect(shown["messages"]?[1]?["passages"]?.arrayValue == passages)
    }

    @Test func `the answer is in the language of the asker, and pages are cited too`() async throws {
        let scene = try await SupportScene.open()
        let english = try await scene.ask("How long are identity papers kept?", by: .sami, "en")
        #expect(english["passages"]?[0]?["title"] == "Privacy notice", "\(english)")
        #expect(english["passages"]?[0]?["url"]?.stringValue?.hasSuffix("/cms/pages/privacy") == true)
        #expect(english["passages"]?[0]?["text"]?.stringValue?.contains("ninety days") == true)
    }

    @Test func `2 misses in a row hand over, a hit between them does not count`() async throws {
        let scene = try await SupportScene.open()
        let first = try await scene.ask("xyzzy plugh")
        let id = try #require(first["conversation_id"]?.stringValue)
        #expect(first["passages"] == [] && first["state"] == "bot", "\(first)")
        #expect(try await scene.ask("Come annullo una lezione?", in: id)["state"] == "bot")
        #expect(try await scene.ask("xyzzy plugh", in: id)["state"] == "bot")
        let second = try await scene.ask("frobozz", in: id)
        #expect(second["state"] == "waiting" && second["passages"] == [], "\(second)")

        try await scene.world.runJobs()
        #expect(scene.world.mails(to: .ada).count == 1 && scene.world.mails(to: .adam).count == 1)
        // Nobody but people answers from now on.
        let later = try await scene.ask("Come annullo una lezione?", in: id)
        #expect(later["state"] == "waiting" && later["passages"] == [])
        #expect(try await scene.get(id)["messages"]?.arrayValue?.last?["author"] == "asker")
    }

    @Test func `20/min: the next question is 429`() async throws {
        let scene = try await SupportScene.open()
        let answers = try await scene.world.atOnce(24) { _ in try await scene.ask("Come annullo una lezione?")
        }
        #expect(answers.statuses == [200: 20, 429: 4])
        scene.world.clock.advance(by: .seconds(61))
        #expect(try await scene.ask("Come annullo una lezione?").status == 200)
    }

    @Test func `strangers find nothing, and wrong members are refused`() async throws {
        let scene = try await SupportScene.open()
        let id = try await scene.begun()
        #expect(try await scene.get(id, by: .tina).status == 404)
        #expect(try await scene.ask("Ciao", in: id, by: .sami).status == 404)
        #expect(try await scene.move(id, "handover", by: .sami).status == 404)
        #expect(try await scene.move(id, "messages", by: .sami, ["text": "Ciao"]).status == 404)
        #expect(try await scene.world.anonymous.post("/api/v1/support/chat", ["text": "Ciao"]).status == 401)
        let long = try await scene.ask(String(repeating: "a ", count: 501))
        #expect(long.status == 422 && long.faults["/text"] != nil, "\(long)")
        let take = try await scene.move(id, "messages", by: .sara, ["take": true])
        #expect(take.faults == ["/take": "administrators_only"], "\(take)")
        let empty = try await scene.move(id, "messages", by: .sara, [:])
        #expect(empty.faults == ["/text": "message_needed"], "\(empty)")
    }
}
