import Crypto
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct AccessTokenTests {
    @Test func `a token runs out`() async throws {
        let world = try await aClub()
        let grant = try await world.login(.giulia)

        #expect(try await world.status(of: grant.accessToken) == 200)
        world.clock.advance(by: .seconds(901))

        #expect(try await world.status(of: grant.accessToken) == 401)
    }

    @Test func `tokens of one site mean nothing in another`() async throws {
        let world = try await aClub()
        let elsewhere = try await aClub(named: "elsewhere")

        let grant = try await elsewhere.login(.giulia)

        #expect(try await world.status(of: grant.accessToken) == 401)
    }

    @Test func `forged tokens are refused`() async throws {
        let world = try await aClub()
        let grant = try await world.login(.giulia)
        let parts = grant.accessToken.split(separator: ".").map(String.init)
        let kid = try #require(world.site.tokens.jwks.keys.first?.kid)
        let publicKey = try #require(world.site.tokens.jwks.keys.first.flatMap { Base64.url.decode($0.x) })
        let raised = try claims(of: grant.accessToken, replacing: "role", by: "steward")

        let none = header(#"{"alg":"none","kid":"\#(kid)","typ":"at+jwt"}"#)
        let mac = header(#"{"alg":"HS256","kid":"\#(kid)","typ":"at+jwt"}"#)
        let confused = HMAC<SHA256>.authenticationCode(
            for: Array("\(mac).\(parts[1])".utf8),
            using: SymmetricKey(data: publicKey)
        )
        let forgeries = [
            "\(none).\(parts[1]).", "\(none).\(parts[1]).\(parts[2])",
            "\(mac).\(parts[1]).\(Base64.url.encode(confused))",
            "\(parts[0]).\(raised).\(parts[2])", "\(parts[0]).\(parts[1]).", "\(parts[0]).\(parts[1])",
            header(#"{"alg":"EdDSA","kid":"other","typ":"at+jwt"}"#) + ".\(parts[1]).\(parts[2])",
            header(#"{"alg":"EdDSA","typ":"at+jwt"}"#) + ".\(parts[1]).\(parts[2])", "pst_invented", "",
            "a.b.c",
        ]

        for token in forgeries { #expect(try await world.status(of: token) == 401, "\(token)") }
        #expect(try await world.status(of: grant.accessToken) == 200)
    }

    @Test func `a signature has one spelling`() async throws {
        let world = try await aClub()
        let token = try await world.login(.giulia).accessToken
        let last = try #require(token.last)
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let place = try #require(letters.firstIndex(of: last))

        // Of the last letter of 64 bytes four bits are spare.
        let others = (1..<16).map { token.dropLast() + String(letters[place & ~15 | (place + $0) & 15]) }
        for other in others + ["\(token)=", "\(token)=="] {
            #expect(try await world.status(of: String(other)) == 401)
        }
        #expect(try await world.status(of: token) == 200)
    }

    @Test func `only the Bearer scheme is understood`() async throws {
        let world = try await aClub()
        let token = try await world.login(.giulia).accessToken

        for value in ["Basic \(token)", token, "Bearer", "Bearer \(token) \(token)"] {
            let answer = try await world.anonymous.get(
                "/api/users/me/permissions",
                headers: ["Authorization": value]
            )
            #expect(answer.status == 401)
        }
        let lower = try await world.anonymous.get(
            "/api/users/me/permissions",
            headers: ["Authorization": "bearer \(token)"]
        )
        #expect(lower.status == 200)
    }

    @Test func `the published key is the one that signs`() async throws {
        let world = try await aClub()
        let token = try await world.login(.giulia).accessToken
        let answer = try await world.anonymous.get("/api/.well-known/jwks.json")
        let parts = token.split(separator: ".").map(String.init)

        let key: KeySet.Key = try #require(try answer.decoded(as: KeySet.self).keys.first)
        let publicKey = try Curve25519.Signing.PublicKey(
            rawRepresentation: try #require(Base64.url.decode(key.x))
        )
        let signature = try #require(Base64.url.decode(parts[2]))

        #expect(publicKey.isValidSignature(signature, for: Array("\(parts[0]).\(parts[1])".utf8)))
        #expect(answer.text.contains("\"d\"") == false)
        let head = try JSONValue(parsing: try #require(Base64.url.decode(parts[0])))
        #expect(head["kid"] == .string(key.kid))
    }

    @Test func `a shared secret is not published, and signs as well`() async throws {
        let world = try await aClub(signing: .hs256)
        let grant = try await world.login(.giulia)

        #expect(try await world.anonymous.get("/api/.well-known/jwks.json").json == ["keys": []])
        #expect(try await world.status(of: grant.accessToken) == 200)
    }

    @Test func `after a change of the secret, what the old one signed still holds`() async throws {
        let world = try await aClub()
        let old = Array("a secret of a world that no one else lives in".utf8)
        let grant = try await world.login(.giulia)
        let renewed = try await TokenIssuer(
            product: world.product,
            secret: SiteSecret(Array(repeating: 7, count: 32), previous: [old]),
            db: world.db,
            now: { world.clock.now }
        )
        let replaced = try await TokenIssuer(
            product: world.product,
            secret: SiteSecret(Array(repeating: 7, count: 32)),
            db: world.db,
            now: { world.clock.now }
        )

        #expect(try await renewed.actor(forAuthorization: "Bearer \(grant.accessToken)").role == .member)
        #expect(renewed.refreshToken(grant.refreshToken) != nil)
        await #expect(throws: Problem.self) {
            try await replaced.actor(forAuthorization: "Bearer \(grant.accessToken)")
        }
    }

    @Test func `the news of a revocation reaches the other processes`() async throws {
        let world = try await aClub()
        let grant = try await world.login(.giulia)
        let other = try await TokenIssuer(
            product: world.product,
            secret: SiteSecret("a secret of a world that no one else lives in"),
            db: world.db,
            now: { world.clock.now }
        )
        let following = Task { try await other.run() }
        defer { following.cancel() }
        _ = try await other.actor(forAuthorization: "Bearer \(grant.accessToken)")

        _ = try await world.with(token: grant.accessToken).post("/api/auth/logout")

        var isRefused = false
        for _ in 1...100 where !isRefused {
            do {
                _ = try await other.actor(forAuthorization: "Bearer \(grant.accessToken)")
                try await Task.sleep(for: .milliseconds(20))
            } catch is Problem {
                isRefused = true
            }
        }
        #expect(isRefused)
    }

    private func header(_ json: String) -> String { Base64.url.encode(Array(json.utf8)) }

    private func claims(of token: String, replacing name: String, by value: String) throws -> String {
        let payload = try #require(Base64.url.decode(token.split(separator: ".")[1]))
        let text = String(decoding: payload, as: UTF8.self)
        let changed = text.replacing("\"\(name)\":\"member\"", with: "\"\(name)\":\"\(value)\"")
        #expect(changed != text)
        return Base64.url.encode(Array(changed.utf8))
    }
}
