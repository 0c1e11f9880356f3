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
