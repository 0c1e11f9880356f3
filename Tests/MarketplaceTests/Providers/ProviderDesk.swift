import Kernel
import Platform
import Store
import TestKit

@testable import Marketplace

// The usual requests about providers.
extension World {
    static let providers = "/api/v1/providers"

    func record(of person: Person, as reader: Person) async throws -> TestResponse {
        try await self.as(reader).get("\(Self.providers)/\(provider(of: person))")
    }

    /// The body of an onboarding in the middle of New York.
    func business(_ changes: JSONObject = [:]) async throws -> JSONValue {
        var body: JSONObject = [
            "business_name": "Carl's Carpentry", "point": ["lat": 40.72, "lon": -74.0], "radius_m": 20_000,
            "services": [
                ["service_id": .string(try await service("Plumbing").description), "price_minor": 7_000]
            ],
        ]
        for member in changes.members { body[member.name] = member.value }
        return .object(body)
    }

    func onboard(_ person: Person, _ changes: JSONObject = [:]) async throws -> TestResponse {
        try await self.as(person).post("\(Self.providers)/onboard", business(changes))
    }

    /// A document as a picture of one pixel.
    func send(
        _ kind: String,
        of person: Person,
        by sender: Person? = nil,
        expiresOn: String? = nil
    ) async throws -> TestResponse {
        var form = Form().field("kind", kind)
        if let expiresOn { form = form.field("expires_on", expiresOn) }
        form = form.file("file", "\(kind).png", "image/png", Self.pixel)
        return try await self.as(sender ?? person)
            .post("\(Self.providers)/\(provider(of: person))/documents", form)
    }

    func decide(
        _ document: String,
        of person: Person,
        by manager: Person = .lina,
        _ body: JSONValue,
        headers: TestClient.Headers = [:]
    ) async throws -> TestResponse {
        try await self.as(manager).put(
            "/api/v1/lsm/providers/\(provider(of: person))/documents/\(document)",
            body,
            headers: headers
        )
    }

    /// Sends a document, and has it approved by Lina.
    @discardableResult
    func prove(
        _ kind: String,
        of person: Person,
        expiresOn: String? = nil
    ) async throws -> TestResponse {
        let sent = try await send(kind, of: person, expiresOn: expiresOn)
        guard let id = sent.id else { throw TestFailure("not sent: \(sent)") }
        return try await decide(id, of: person, ["decision": "approve", "version": 1])
    }

    func verify(
        _ person: Person,
        by manager: Person = .lina,
        _ decision: String = "verify"
    ) async throws -> TestResponse {
        try await self.as(manager).put(
            "/api/v1/lsm/providers/\(provider(of: person))/verify",
            ["decision": .string(decision), "reason": "Seen and checked."]
        )
    }

    func setStatus(
        of person: Person,
        _ status: String,
        by mover: Person,
        reason: String? = nil
    ) async throws -> TestResponse {
        var body: JSONObject = ["status": .string(status)]
        if let reason { body["reason"] = .string(reason) }
        return try await self.as(mover).put(
            "\(Self.providers)/\(provider(of: person))/status",
            .object(body)
        )
    }

    func ban(_ person: Person, by admin: Person = .ada) async throws -> TestResponse {
        try await self.as(admin).put(
            "/api/v1/admin/providers/\(provider(of: person))/status",
            ["status": "banned", "reason": "Fraud was proven."]
        )
    }

    /// The templates of the notices to a person so far, without their prefix.
    func messages(to person: Person) async throws -> [String] {
        try await db.read { tx in
            try tx.values(
                """
                SELECT n.template FROM notice n JOIN account a ON a.id = n.account_id
                 WHERE a.email = \(person.email) ORDER BY n.created_at, n.id
                """,
                as: String.self
            )
        }
        .map { String($0.split(separator: ".").last ?? "") }
    }

    /// Runs what is due at a moment.
    func wake(at moment: String) async throws {
        guard let instant = Instant(moment) else { throw TestFailure("no moment: \(moment)") }
        clock.set(to: instant)
        try await tick()
        try await tick()
    }
}
