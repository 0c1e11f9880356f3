import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct NoticeTests {
    @Test func `the customer is told of every step`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        let asked = try await world.askFor([("cu", "Manca la CU di Paolo")], on: request)
        let answer = try await Sheet(world.upload("cu", to: asked).json)
        try await world.review(answer, "reject", because: "È sfocata", as: .marco)
        _ = try await world.as(.marco).post(asked.path + "/messages", ["text": "Buongiorno"])
        let done = try await world.move(Ticket(world.now(asked)), to: "completed", as: .marco)
        _ = try await world.move(done, to: "closed", as: .sara)

        try await world.runJobs()

        let mails = world.mails(to: .giulia)
        #expect(
            Set(mails.map(\.subject)) == [
                "ISEE 2026: abbiamo ricevuto la sua richiesta", "ISEE 2026: presa in carico",
                "ISEE 2026: mancano dei documenti", "ISEE 2026: un documento è stato respinto",
                "ISEE 2026: nuovo messaggio", "ISEE 2026: completata", "ISEE 2026: chiusa",
            ]
        )
        #expect(mails.contains { $0.text.contains("– Certificazione Unica (CU): Manca la CU di Paolo") })
        #expect(mails.contains { $0.text.contains("È sfocata") })
        #expect(world.mails(to: .marco).map(\.subject) == ["ISEE 2026 di Giulia Rossi: documenti ricevuti"])
    }

    @Test func `a rejection says why, in the customer's language`() async throws {
        let world = try await office()
        _ = try await world.as(.giulia).patch("/users/me", ["locale": "en"])
        let request = try await world.inReview()
        _ = try await world.move(request, to: "rejected", reason: "Fuori competenza", as: .marco)

        try await world.runJobs()

        let mail = world.mails(to: .giulia).first { $0.subject == "ISEE 2026: rejected" }
        #expect(mail?.text.contains("Fuori competenza") == true)
    }

    @Test func `the office is told of what it is given, of messages and of what is overdue`() async throws {
        let world = try await office()
        let waiting = try await world.submitted()
        let marco = try await world.id(of: .marco)
        let given = try await Ticket(
            world.as(.sara).patch(
                waiting.adminPath + "/assign",
                ["operator_id": .string(marco)],
                headers: waiting.match
            )
        )
        _ = try await world.as(.giulia).post(given.path + "/messages", ["text": "A che punto siamo?"])
        world.clock.set(to: Instant("2026-12-09T09:00:00Z") ?? world.clock.now)

        try await world.tick()
        try await world.runJobs()

        let subjects = Set(world.mails(to: .marco).map(\.subject))
        #expect(
            subjects == [
                "ISEE 2026 di Giulia Rossi: assegnata a lei", "ISEE 2026: nuovo messaggio",
                "ISEE 2026 di Giulia Rossi: termine superato",
            ]
        )
        let told = Set(world.mails(to: .sara).map(\.subject))
        #expect(
            told == [
                "ISEE 2026 di Giulia Rossi: nuova richiesta", "ISEE 2026 di Giulia Rossi: termine superato",
            ]
        )
        #expect(world.mails(to: .giulia).count == 1)
    }

    @Test func `every effect that tells someone has a template`() {
        let effects = ServiceRequest.lifecycle.rows.flatMap(\.effects).filter { $0.name.hasPrefix("tell_") }
        #expect(Set(effects).count == 8)
        #expect(effects.allSatisfy { ServiceRequest.notices[$0] != nil })
    }
}
