import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct RegistrationTests {
    static func newcomer(_ change: (inout JSONValue) -> Void = { _ in }) -> JSONValue {
        var body: JSONValue = [
            "email": "nina.gallo@example.com", "password": "una frase che ricordo", "first_name": "Nina",
            "last_name": "Gallo", "locale": "it", "time_zone": "Europe/Rome",
            "consents": [
                ["purpose": "privacy", "policy_version": "2026-01", "granted": true],
                ["purpose": "terms", "policy_version": "2026-01", "granted": true],
                ["purpose": "diary", "policy_version": "2026-01", "granted": true],
            ],
        ]
        change(&body)
        return body
    }

    static let nina = Person("nina", email: "nina.gallo@example.com", password: "una frase che ricordo")

    @Test func `someone registers, confirms the address and is a person without an organisation`()
        async throws
    {
        let world = try await cast()

        let asked = try await world.anonymous.post("/api/v1/auth/register", Self.newcomer())
        let token = try await world.mailedToken(to: Self.nina.email)
        let person = try await world.anonymous.post(
            "/api/v1/auth/verify-email",
            ["token": .string(token), "password": .string(Self.nina.password)]
        )

        #expect(asked.status == 202)
        #expect(asked["message"]?.stringValue != nil)
        #expect(person.status == 200, "\(person)")
        #expect(person["first_name"] == "Nina" && person["last_name"] == "Gallo")
        #expect(person["role"] == "user" && person["state"] == "active" && person["email_verified"] == true)
        #expect(person["locale"] == "it" && person["time_zone"] == "Europe/Rome")
        #expect(person["organization"] == nil && person["membership_state"] == nil)
        #expect(person["mfa_enabled"] == false && person["onboarding"] == "none")
        #expect(person["consents_needed"] == [])
        let consents = try await world.as(Self.nina).get("/api/v1/users/me/consents")
        let granted = (consents["policies"]?.arrayValue ?? []).filter { $0["is_granted"] == true }
        #expect(granted.compactMap { $0["purpose"]?.stringValue }.sorted() == ["diary", "privacy", "terms"])
    }

    @Test func `a known address is answered like any other, and its owner is notified`() async throws {
        let world = try await cast()

        let known = try await world.anonymous.post(
            "/api/v1/auth/register",
            Self.newcomer { $0["email"] = .string(Person.anna.email) }
        )
        let unknown = try await world.anonymous.post("/api/v1/auth/register", Self.newcomer())

        #expect(known.status == 202 && known.text == unknown.text)
        try await world.runJobs()
        #expect(world.mails(to: .anna).last?.text.contains("token=") == false)
    }

    @Test(arguments: ["privacy", "terms"])
    func `nobody registers without agreeing to privacy policy and terms`(_ missing: String) async throws {
        let world = try await cast()
        let kept = ["privacy", "terms"].filter { $0 != missing }
        let body = Self.newcomer { body in
            body["consents"] = .array(
                kept.map { ["purpose": .string($0), "policy_version": "2026-01", "granted": true] }
            )
        }

        let answer = try await world.anonymous.post("/api/v1/auth/register", body)

        #expect(answer.problem == .invalid)
        #expect(answer.faults == ["/consents": "consent_required"])
        #expect(answer.text.contains("lacks the required consent to: \(missing)"), "\(answer)")
    }

    @Test func `every fault of a registration is named at once`() async throws {
        let world = try await cast()
        let body = Self.newcomer { body in
            body["email"] = "nobody"
            body["first_name"] = ""
            body["time_zone"] = "Europe/Atlantis"
            body["locale"] = "fr"
            body["nickname"] = "x"
        }

        let answer = try await world.anonymous.post("/api/v1/auth/register", body)

        #expect(
            Set(answer.faults.keys) == ["/email", "/first_name", "/time_zone", "/locale", "/nickname"],
            "\(answer)"
        )
    }

    @Test func `a command appoints super administrators, and no administrators of organisations`()
        async throws
    {
        let world = try await cast()

        let account = try await Accounts.createStaff(
            email: EmailAddress(unchecked: "ivo.sala@example.com"),
            password: JSON.decode(Password.self, from: JSONValue("Portico-demo-2026")),
            role: .superAdmin,
            locale: .english,
            by: .system,
            at: world.site
        )

        let profile = try await world.db.read { tx in try Profile.find(account.id, tx) }
        #expect(profile.firstName.rawValue == "ivo" && profile.lastName.rawValue == "sala")
        await #expect(throws: Problem.self) {
            _ = try await Accounts.createStaff(
                email: EmailAddress(unchecked: "ugo.sala@example.com"),
                password: JSON.decode(Password.self, from: JSONValue("Portico-demo-2026")),
                role: .businessAdmin,
                locale: .english,
                by: .system,
                at: world.site
            )
        }
    }
}
