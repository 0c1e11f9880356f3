import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

extension World {
    func id(of person: Person) async throws -> String {
        try #require(try await self.as(person).get("/api/auth/me")["id"]?.stringValue)
    }

    /// Asks for a shop owner's account in Karkh.
    func register(
        _ email: String,
        _ phone: String,
        password: String = "سبع قطط في صف واحد",
        changes: [String: JSONValue] = [:]
    ) async throws -> TestResponse {
        var body: JSONObject = [
            "email": .string(email), "password": .string(password), "phone": .string(phone),
            "name": "Salam Jasim", "shop_name": "أسواق سلام", "zone_id": .string(try await zone("Karkh")),
        ]
        for (name, value) in changes { body[name] = value }
        return try await anonymous.post("/api/auth/register", .object(body))
    }

    /// Follows a mailed link; of a registration with the password that the account is to have.
    func verify(
        _ token: String,
        password: String? = "سبع قطط في صف واحد",
        as client: TestClient? = nil
    ) async throws -> TestResponse {
        var body: JSONObject = ["token": .string(token)]
        if let password { body["password"] = .string(password) }
        return try await (client ?? anonymous).post("/api/auth/verify-email", .object(body))
    }

    func requestCode(_ phone: String) async throws -> TestResponse {
        try await anonymous.post("/api/auth/request-otp", ["phone": .string(phone)])
    }

    func verifyCode(
        _ phone: String,
        _ code: String,
        registration: String? = nil,
        as client: TestClient? = nil
    ) async throws -> TestResponse {
        var body: JSONObject = ["phone": .string(phone), "code": .string(code)]
        if let registration { body["registration"] = .string(registration) }
        return try await (client ?? anonymous).post("/api/auth/verify-otp", .object(body))
    }

    func logIn(_ body: JSONValue) async throws -> TestResponse {
        try await anonymous.post("/api/auth/login", body)
    }

    func count(_ sql: SQL) async throws -> Int {
        try await db.read { tx in try tx.value(sql, as: Int.self) ?? -1 }
    }
}

extension Person {
    /// As `DemoPerson` says.
    static let omarsPhone = "+9647701000006"
    static let zainabsPhone = "+9647701000007"
}

extension TestResponse {
    /// Everything that lets a caller distinguish two answers.
    func seen(without names: Set<String>) -> [String] {
        let kept = (json.objectValue?.names ?? []).filter { !names.contains($0) }.map {
            "\($0)=\(json[$0]?.text ?? "")"
        }
        return ["\(status)"] + kept.sorted() + headers.map { $0.name.lowercased() }.sorted()
    }

    var seen: [String] {
        ["\(status)", json.text] + headers.map { $0.name.lowercased() }.sorted()
    }
}
