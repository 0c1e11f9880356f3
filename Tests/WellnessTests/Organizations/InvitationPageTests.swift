import Kernel
import Platform
import TestKit
import Testing

@testable import Wellness

@Suite struct InvitationPageTests {
    private let nina = Person("nina", email: "nina@example.com", password: "seven green giraffes")

    @Test func `a newcomer joins on the page behind the link`() async throws {
        let world = try await cast()
        _ = try await world.invite(nina.email)
        let link = try await world.mailedLink(to: nina.email)
        let token = try await world.mailedToken(to: nina.email)

        let page = try await world.anonymous.open(link)
        let given = [
            "token": token, "first_name": "<Nina>", "last_name": "Nuova", "password": nina.password,
            "consent_privacy": "2026-01",
        ]
        let incomplete = try await world.anonymous.submit("/accept-invitation", given)
        let complete = given.merging(["consent_terms": "2026-01"]) { first, _ in first }
        let done = try await world.anonymous.submit("/accept-invitation", complete)
        let over = try await world.anonymous.open(link)

        #expect(page.status == 200 && page.text.contains("Aurora"))
        #expect(
            page.fieldNames == [
                "token", "username", "first_name", "last_name", "password", "consent_privacy",
                "consent_terms",
            ]
        )
        #expect(incomplete.status == 422 && incomplete.text.contains("&lt;Nina&gt;"))
        #expect(done.status == 200 && done.heading == "Welcome", "\(done)")
        #expect(try await world.as(nina).get("/api/v1/users/me")["organization"]?["name"] == "Aurora")
        #expect(over.status == 410)
    }

    @Test func `the owner of an account is asked to log in`() async throws {
        let world = try await cast()
        _ = try await world.invite("dario.costa@example.com", ["locale": "it"])

        let page = try await world.anonymous.open(world.mailedLink(to: "dario.costa@example.com"))

        #expect(page.status == 200 && page.fieldNames.isEmpty && page.text.contains("Aurora la invita"))
    }
}
