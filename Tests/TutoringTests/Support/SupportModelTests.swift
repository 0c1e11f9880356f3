import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct SupportModelTests {
    private static let question = "Come annullo una lezione? Scrivimi a sara.conti@example.com"
    private static let cited =
        "Apri la prenotazione e scegli Annulla [1]. Fino a 24 ore prima torna tutto [1]."

    @Test func `the model gets a masked question with the passages and words the answer`() async throws {
        let model = try ModelDouble()
        let scene = try await SupportScene.open(model: model)
        try await model.say(Self.cited)
        let answer = try await scene.ask(Self.question)
        #expect(answer["answer"] == .string(Self.cited), "\(answer)")
        let seen = try #require(try await model.seen().first)
        #expect(seen["path"] == "/v1/chat/completions" && seen["authorization"] == "Bearer a key")
        let said = try #require(seen["body"]?["messages"]?[1]?["content"]?.stringValue)
        #expect(
            said.contains("[contact]") && !said.contains("sara.conti") && said.contains("[1] Come annullo")
        )
    }

    @Test(
        arguments: [
            ("Apri la prenotazione [1]. Costa cento euro.", 200), ("Apri la prenotazione [9].", 200),
            ("", 200),
            (cited, 500),
        ]
    )
    func `a sentence without [n], or no answer: the extract answers`(
        _ words: String,
        _ status: Int
    ) async throws {
        let model = try ModelDouble()
        let scene = try await SupportScene.open(model: model)
        try await model.say(words, status: status)
        let answer = try await scene.ask(Self.question)
        #expect(answer.status == 200 && answer["answer"]?.stringValue?.hasSuffix("[1]") == true, "\(answer)")
        #expect(answer["answer"] != .string(words) || words.isEmpty)
    }

    @Test func `after 8 s the extract answers, and a handover meanwhile keeps the bot silent`() async throws {
        let model = try ModelDouble()
        let scene = try await SupportScene.open(model: model)
        try await model.say(Self.cited)
        let id = try #require(try await scene.ask(Self.question)["conversation_id"]?.stringValue)
        try await model.say(Self.cited, delay: 9)
        async let slow = scene.ask(Self.question, in: id)
        // The question is stored before the model is asked.
        for _ in 0..<100 where try await model.seen().count < 2 {
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(try await scene.move(id, "handover", by: .sara).status == 200)
        let answer = try await slow
        #expect(answer["state"] == "waiting" && answer["passages"] == [], "\(answer)")
        let last = try await scene.get(id)["messages"]?.arrayValue?.last
        #expect(last?["author"] == "asker")
    }

    @Test(
        arguments: [
            ("Uno [1]. Due [2].", true), ("Uno. [1] Due. [2]", true), ("Uno [1]. Due.", false),
            ("Uno [3].", false), ("", false), ("[1]", false),
            ("Costa 15.50 euro [1].", true), ("Primo [1]\nSecondo [2]", true), ("Primo\nSecondo [2]", false),
        ]
    )
    func `an answer cites in every sentence`(_ text: String, _ isCited: Bool) {
        #expect(CitedAnswer.cites(text, outOf: 2) == isCited)
    }
}
