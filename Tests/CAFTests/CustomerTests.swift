import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct CustomerTests {
    static func newcomer(_ change: (inout JSONValue) -> Void = { _ in }) -> JSONValue {
        var body: JSONValue = [
            "email": "anna.neri@example.com", "password": "una frase che ricordo", "first_name": "Anna",
            "last_name": "Neri",
            "codice_fiscale": "NRENNA90A41F205Y", "birth_date": "1990-01-01", "sex": "F",
            "birthplace_code": "F205",
            "consents": [
                ["purpose": "privacy", "policy_version": "2026-01", "granted": true],
                ["purpose": "terms", "policy_version": "2026-01", "granted": true],
            ],
        ]
        change(&body)
        return body
    }

    @Test func `someone registers as a customer`() async throws {
        let world = try await office()

        let answer = try await world.registered(Self.newcomer())

        #expect(answer.status == 200, "\(answer)")
        let me = try await world.as(
            Person("anna", email: "anna.neri@example.com", password: "una frase che ricordo")
        )
        .get("/users/me")
        #expect(me["role"] == "customer")
        #expect(me["email_verified"] == true)
        #expect(me["consents"]?.arrayValue?.count == 2)
        #expect(me["consents"]?[0]?["source"] == "registration")
        #expect(me["password"] == nil)
    }

    @Test func `what is pasted into a profile is measured as it is kept`() async throws {
        let world = try await office()
        let residence: JSONValue = [
            "street": "Via Roma 1", "city": "Milano", "postal_code": "20\u{A0}124",
            "province": "MI\u{200E}\u{A0}", "municipality_code": "F205\u{A0}\u{200E}",
        ]

        let answer = try await world.as(.giulia).patch(
            "/users/me",
            ["residence": residence, "locale": "en_GB"]
        )

        #expect(answer.status == 200, "\(answer)")
        #expect(answer["residence"]?["postal_code"] == "20124" && answer["residence"]?["province"] == "MI")
        #expect(answer["locale"] == "en")
        let french = try await world.as(.giulia).patch("/users/me", ["locale": "fr"])
        #expect(french.faults == ["/locale": "not_in_enumeration"])
    }

    @Test func `what contradicts the codice fiscale is named`() async throws {
        let world = try await office()
        let body = Self.newcomer { body in
            body["birth_date"] = "1990-01-02"
            body["sex"] = "M"
            body["birthplace_code"] = "H501"
        }

        let answer = try await world.anonymous.post("/auth/register", body)

        #expect(Set(answer.faults.keys) == ["/birth_date", "/sex", "/birthplace_code"])
        let again = try await world.registered(Self.newcomer())
        #expect(again.status == 200, "nothing was left of the first attempt")
    }

    @Test func `everything that is wrong with a registration is said at once`() async throws {
        let world = try await office()
        let body = Self.newcomer { body in
            body["password"] = "password1234"
            body["birth_date"] = "1990-01-02"
            body["consents"] = []
        }

        let answer = try await world.anonymous.post("/auth/register", body)

        #expect(Set(answer.faults.keys) == ["/password", "/birth_date", "/consents"])
    }

    @Test func `privacy and terms are consented to`() async throws {
        let world = try await office()

        let answer = try await world.anonymous.post("/auth/register", Self.newcomer { $0["consents"] = [] })

        #expect(answer.faults["/consents"] == "consent_required")
    }

    @Test func `nobody says yes and no to one purpose, or a thousand times yes`() async throws {
        let world = try await office()
        let both = Self.newcomer { body in
            body["consents"] = .array(
                (body["consents"]?.arrayValue ?? []) + [
                    ["purpose": "privacy", "policy_version": "2026-01", "granted": false]
                ]
            )
        }

        let register = try await world.anonymous.post("/auth/register", both)
        let change = try await world.as(.giulia).patch(
            "/users/me",
            [
                "consents": .array(
                    (0..<1_000).map { _ in
                        ["purpose": "marketing", "policy_version": "1", "granted": true]
                    }
                )
            ] as JSONValue
        )

        #expect(register.faults == ["/consents/2/purpose": "said_twice"])
        #expect(change.faults == ["/consents/1/purpose": "said_twice"])
    }

    @Test func `the version of a person covers their account too`() async throws {
        let world = try await office()
        let path = "/users/\(try await world.id(of: .luca))"
        let before = try await world.as(.sara).get(path)
        let tag = try #require(before.header("ETag"))

        _ = try await world.as(.sara).patch("/admin\(path)/deactivate")

        let after = try await world.as(.sara).get(path, headers: ["If-None-Match": tag])
        #expect(after.status == 200 && after["state"] == "suspended")
        let late = try await world.as(.sara).patch(
            path,
            ["first_name": "Lucio"] as JSONValue,
            headers: ["If-Match": tag]
        )
        #expect(late.status == 412)
    }

    @Test func `a codice fiscale that is known registers like any other`() async throws {
        let world = try await office()
        _ = try await world.registered(Self.newcomer())
        let other = Self.newcomer { $0["email"] = "altra@example.com" }

        let asked = try await world.anonymous.post("/auth/register", other)
        let answer = try await world.verify(world.mailedToken(to: "altra@example.com"))

        #expect(asked.status == 202, "a stranger is not told whose codice fiscale is known here")
        #expect(answer.status == 200, "nor does a reader of the mail learn of it")
    }

    @Test func `a profile is changed in part`() async throws {
        let world = try await office()
        let giulia = world.as(.giulia)
        let before = try await giulia.get("/users/me")

        let answer = try await giulia.patch(
            "/users/me",
            ["last_name": "Rossi Verdi"],
            headers: ["If-Match": before.header("ETag") ?? ""]
        )
        let stale = try await giulia.patch(
            "/users/me",
            ["last_name": "Rossi"],
            headers: ["If-Match": before.header("ETag") ?? ""]
        )

        #expect(answer["last_name"] == "Rossi Verdi")
        #expect(answer["first_name"] == "Giulia")
        #expect(stale.status == 412)
    }

    @Test func `someone deactivated is out, and comes back when activated`() async throws {
        let world = try await office()
        let giulia = try await world.id(of: .giulia)
        let token = try await world.token(of: .giulia)

        let answer = try await world.as(.sara).patch("/admin/users/\(giulia)/deactivate")

        #expect(answer["state"] == "suspended")
        #expect(try await world.with(token: token).get("/users/me").status == 401)
        #expect(try await world.as(.sara).patch("/admin/users/\(giulia)/activate")["state"] == "active")
    }

    @Test func `an operator reads only the customers whose requests they reach`() async throws {
        let world = try await office()
        let (giulia, luca) = try await (world.id(of: .giulia), world.id(of: .luca))
        _ = try await world.inReview()
        let marco = world.as(.marco)

        #expect(try await marco.get("/admin/users/\(giulia)").status == 200)
        #expect(try await marco.get("/admin/users/\(luca)").status == 404)
        #expect(try await marco.get("/admin/users/\(luca)/family-members").status == 404)
        #expect(try await marco.get("/admin/users")["data"]?.arrayValue?.count == 1)
        #expect(try await world.as(.sara).get("/admin/users?role=customer")["data"]?.arrayValue?.count == 2)
    }

    @Test func `the activity log tells what someone did`() async throws {
        let world = try await office()
        let giulia = try await world.id(of: .giulia)
        _ = try await world.draft()

        let log = try await world.as(.sara).get("/admin/users/\(giulia)/activity-log")

        let actions = (log["data"]?.arrayValue ?? []).compactMap { $0["action"]?.stringValue }
        #expect(actions.first == "service_request.create")
    }
}
