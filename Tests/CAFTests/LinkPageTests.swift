import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

/// The links in the office's mails, followed in a browser.
@Suite struct CAFLinkPageTests {
    private let password = "una frase che ricordo"

    @Test func `a customer opens an account and sets a new password, in Italian`() async throws {
        let world = try await office()
        let anna = "anna.neri@example.com"
        #expect(try await world.anonymous.post("/auth/register", CustomerTests.newcomer()).status == 202)

        let page = try await world.anonymous.open(try await world.mailedLink(to: anna))
        let opened = try await world.anonymous.submit(
            "/verify-email?lang=it",
            ["token": try await world.mailedToken(to: anna), "password": password]
        )
        _ = try await world.anonymous.submit("/forgot-password?lang=it", ["email": anna])
        let link = try await world.mailedLink(to: anna)
        let changed = try await world.anonymous.submit(
            "/reset-password?lang=it",
            ["token": try await world.mailedToken(to: anna), "new_password": password + " bene"]
        )

        #expect(page.text.contains("<html lang=\"it\" dir=\"ltr\">") && page.text.contains("PK SERVIZI"))
        #expect(opened.status == 200 && changed.status == 200, "\(opened) \(changed)")
        #expect(link.hasPrefix("/reset-password?lang=it&token="))
        let back = Person("anna", email: anna, password: password + " bene")
        #expect(try await world.as(back).get("/users/me")["first_name"] == "Anna")
    }

    @Test func `an operator accepts an invitation on its page`() async throws {
        let world = try await office()
        let nina = Person("nina", email: "nina@example.com", password: password)
        let invitation: JSONValue = [
            "email": .string(nina.email), "role": "operator", "first_name": "Nina", "last_name": "Neri",
        ]
        _ = try await world.as(.sara).post("/admin/invitations", invitation)
        let page = try await world.anonymous.open(try await world.mailedLink(to: nina.email))
        let token = try await world.mailedToken(to: nina.email)

        let joined = try await world.anonymous.submit(
            "/accept-invitation?lang=it",
            ["token": token, "password": password]
        )

        #expect(page.heading == "Accetti l'invito" && page.text.contains("Gentile Nina Neri,"))
        #expect(joined.heading == "Le diamo il benvenuto")
        #expect(try await world.as(nina).get("/users/me")["role"] == "operator")
    }
}
