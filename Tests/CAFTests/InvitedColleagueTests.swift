import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct InvitedColleagueTests {
    @Test func `an invited operator has a profile and works`() async throws {
        let world = try await office()
        let nina = Person("nina", email: "nina@example.com", password: "quattro gatti in fila")
        let invitation: JSONValue = [
            "email": .string(nina.email), "role": "operator", "first_name": "Nina", "last_name": "Neri",
        ]
        #expect(try await world.as(.sara).post("/admin/invitations", invitation).status == 201)
        try await world.runJobs()
        let mail = try #require(world.mails(to: nina).first)
        let rest = try #require(mail.text.split(separator: "token=").last)
        let token = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })

        let joined = try await world.anonymous.post(
            "/auth/accept-invitation",
            ["token": .string(token), "password": .string(nina.password)]
        )

        #expect(mail.subject == "PK SERVIZI: ha ricevuto un invito")
        #expect(joined.status == 201)
        let me = try await world.as(nina).get("/users/me")
        #expect(me["first_name"] == "Nina" && me["role"] == "operator" && me["email_verified"] == true)
        #expect(try await world.as(nina).get("/admin/users").status == 200)
    }

    @Test func `nobody is invited as a customer`() async throws {
        let world = try await office()
        let answer = try await world.as(.sara).post(
            "/admin/invitations",
            ["email": "nina@example.com", "role": "customer", "first_name": "Nina", "last_name": "Neri"]
        )
        #expect(answer.faults == ["/role": "not_invitable"])
    }
}
