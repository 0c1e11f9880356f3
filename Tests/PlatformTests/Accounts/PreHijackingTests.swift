import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// A registration made by somebody who does not read the mails of the address.
@Suite struct PreHijackingTests {
    private let victim = "victim@example.org"
    private let attackers = "attacker-knows-this-1"
    private let chosen = "quattro gatti in fila"

    @Test func `the password that came with the registration opens nothing`() async throws {
        let world = try await aClub()
        let token = try await hijacked(world)

        let opened = try await world.verify(token, choosing: chosen)

        #expect(opened.status == 200)
        #expect(try await world.tryLogin(victim, attackers).status == 401)
        #expect(try await world.tryLogin(victim, chosen).status == 200)
    }

    @Test func `a click alone makes no account, and the refusal says what is missing`() async throws {
        let world = try await aClub()
        let token = try await hijacked(world)

        let clicked = try await world.verify(token)

        #expect(clicked.status == 422 && clicked.faults == ["/password": "choose_password"])
        #expect(try await world.tryLogin(victim, attackers).status == 401)
        #expect(try await world.verify(token, choosing: chosen).status == 200, "the token is still good")
    }

    @Test func `the chosen password obeys the rules of registration and costs no token`() async throws {
        let world = try await aClub()
        let token = try await hijacked(world)

        for weak in ["password1234", "short", victim] {
            #expect(try await world.verify(token, choosing: weak).faults.keys.contains("/password"))
        }
        #expect(try await world.verify(token, choosing: chosen).status == 200)
    }

    @Test func `nothing is kept of the first password, and none need be sent`() async throws {
        let world = try await aClub()
        _ = try await hijacked(world)
        let bare = try await world.anonymous.post("/api/auth/register", ["email": "anna@example.com"])

        #expect(bare.status == 202)
        let kept = try await world.db.read { tx in
            try tx.value(
                "SELECT COUNT(*) FROM registration WHERE phone_password_hash IS NOT NULL",
                as: Int.self
            )
        }
        #expect(kept == 0)
    }

    @Test func `the mail tells a reader who did not ask to do nothing, in every language`() throws {
        let templates = Accounts.templates.filter {
            [.registrationToConfirm, .firstEmailToVerify, .emailToVerify].contains($0.name)
        }
        let advice: [(Language, String)] = [
            (.english, "do not need to do anything"), (.italian, "non deve fare nulla"),
            ("ar", "فلا حاجة إلى أي إجراء"),
            ("ku", "پێویست ناکات هیچ بکەیت"),
        ]

        #expect(templates.count == 3)
        for template in templates {
            for (language, words) in advice {
                #expect(template.body.text(in: [language]).contains(words), "\(template.name) in \(language)")
            }
        }
    }

    /// The token in the mail that an attacker's registration caused.
    private func hijacked(_ world: World) async throws -> String {
        let asked = try await world.anonymous.post(
            "/api/auth/register",
            ["email": .string(victim), "password": .string(attackers)]
        )
        #expect(asked.status == 202)
        return try await world.mailedToken(to: victim)
    }
}
