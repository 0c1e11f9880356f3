import Kernel
import Platform
import TestKit

extension World {
    /// Someone whose login is too old for sensitive operations.
    func stale(_ person: Person) async throws -> TestClient {
        let login = try await logIn(person)
        clock.advance(by: product.accounts.freshness + .seconds(1))
        let renewed = try await anonymous.post(
            "/api/v1/auth/refresh",
            ["refresh_token": login["refresh_token"] ?? .null]
        )
        guard let token = renewed["access_token"]?.stringValue else {
            throw TestFailure("\(person.name) cannot refresh: \(renewed)")
        }
        return with(token: token)
    }
}

extension Person {
    /// The same person with the authenticator of an enrolment.
    func enrolled(_ secret: String) -> Person {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bytes, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
        for character in secret {
            bits = bits << 5 | UInt32(alphabet.firstIndex(of: character) ?? 0)
            count += 5
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return Person(name, email: email, password: password, authenticator: bytes)
    }
}
