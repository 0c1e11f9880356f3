import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

/// The platform's operations on logins, as this product answers them.
@Suite struct SessionTests {
    private static let root = "/api/v1"

    @Test func `a session ends by logging out, or from another one`() async throws {
        let world = try await castMarketplace()
        let logins = [try await world.logIn(.carl), try await world.logIn(.carl)]
        let tokens = logins.map { $0["access_token"]?.stringValue ?? "" }

        let listed = try await world.with(token: tokens[0]).get("\(Self.root)/users/me/sessions")
        let other = try #require(listed["data"]?.arrayValue?.first { $0["current"] == false })
        let path = "\(Self.root)/users/me/sessions/\(other["id"]?.stringValue ?? "")"
        let foreign = try await world.as(.cora).delete(path)
        let ended = try await world.with(token: tokens[0]).delete(path)
        let left = try await world.anonymous.post(
            "\(Self.root)/auth/logout",
            ["refresh_token": logins[0]["refresh_token"] ?? ""]
        )

        #expect(listed["data"]?.arrayValue?.count == 2, "\(listed)")
        #expect(foreign.status == 404 && ended.status == 204 && left.status == 204)
        for token in tokens {
            #expect(try await world.with(token: token).get("\(Self.root)/users/profile").status == 401)
        }
    }

    @Test func `a forgotten password is set anew by mail, and ends all sessions`() async throws {
        let world = try await castMarketplace()
        let old = try await world.token(of: .carl)
        let new = "four cats in a row"

        let asked = try await world.anonymous.post(
            "\(Self.root)/auth/forgot-password",
            ["email": .string(Person.carl.email)]
        )
        let token = JSONValue.string(try await world.mailedToken(to: Person.carl.email))
        let body: JSONValue = ["token": token, "new_password": .string(new)]
        let set = try await world.anonymous.post("\(Self.root)/auth/reset-password", body)
        let again = try await world.anonymous.post("\(Self.root)/auth/reset-password", body)

        #expect(asked.status == 202 && set.status == 204 && again.status == 422, "\(set)")
        #expect(try await world.with(token: old).get("\(Self.root)/users/profile").status == 401)
        let carl = Person("carl", email: Person.carl.email, password: new)
        #expect(try await world.logIn(carl).status == 200)
    }

    @Test func `the own data are exported after a fresh login`() async throws {
        let world = try await castMarketplace()
        let client = world.with(token: try await world.staleToken(of: .carl))

        let refused = try await client.get("\(Self.root)/users/me/export")
        let proved = try await client.post(
            "\(Self.root)/auth/step-up",
            ["password": .string(Person.carl.password)]
        )
        let export = try await client.get("\(Self.root)/users/me/export")

        #expect(refused.status == 403 && refused.problem == .stepUpRequired)
        #expect(proved.status == 200 && export.status == 200, "\(proved)")
        let archive = try PythonZip(export.body)
        #expect(try archive.json("account.json")[0]?["email"] == .string(Person.carl.email))
        #expect(archive.texts.values.contains { $0.contains("Carl Jones") })
    }
}
