import Kernel
import TestKit
import Testing

@testable import Platform

/// A person's authenticator app.
struct Authenticator: Sendable {
    let secretBytes: [UInt8]?
    let recovery: [String]
    /// The session it was enrolled in.
    let token: String

    func code(at now: Instant) -> String {
        TOTP(secret: secretBytes ?? []).code(at: TOTP.step(at: now))
    }
}

extension World {
    /// Turns two-step login on; a step later, so that the next code is a new one.
    func enrolled(_ person: Person) async throws -> Authenticator {
        let token = try await token(of: person)
        let client = with(token: token)
        let secret = try #require(
            try await client.post("/api/users/me/second-factor")["secret"]?.stringValue
        )
        let bytes = decodeBase32(secret)
        let code = TOTP(secret: bytes).code(at: TOTP.step(at: clock.now))
        let confirmed = try await client.post(
            "/api/users/me/second-factor/confirm",
            ["code": .string(code)]
        )
        let codes = (confirmed["recovery_codes"]?.arrayValue ?? []).compactMap(\.stringValue)
        #expect(Set(codes).count == 10)
        clock.advance(by: .seconds(60))
        return Authenticator(secretBytes: bytes, recovery: codes, token: token)
    }

    func challenge(_ person: Person) async throws -> String {
        try #require(try await tryLogin(person.email)["challenge"]?.stringValue)
    }

    func secondStep(_ challenge: String, _ code: String) async throws -> TestResponse {
        try await anonymous.post(
            "/api/auth/login/second-factor",
            ["challenge": .string(challenge), "code": .string(code)]
        )
    }
}

private func decodeBase32(_ text: String) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var (bytes, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
    for character in text {
        bits = bits << 5 | UInt32(alphabet.firstIndex(of: character) ?? 0)
        count += 5
        if count >= 8 {
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
    }
    return bytes
}
