import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct PasswordTests {
    @Test func `a changed password ends the other sessions`() async throws {
        let world = try await aClub()
        let there = try await world.login(.giulia)
        let here = try await world.login(.giulia)

        let answer = try await change(from: Person.demoPassword, to: "quattro gatti in fila", here, world)

        #expect(answer.status == 204)
        #expect(try await world.status(of: there.accessToken) == 401)
        #expect(try await world.status(of: here.accessToken) == 200)
        #expect(try await world.tryLogin(Person.giulia.email).status == 401)
        #expect(try await world.tryLogin(Person.giulia.email, "quattro gatti in fila").status == 200)
        #expect(try await world.audit().contains("account.change_password"))
    }

    @Test func `the present password is needed, and guessing it shuts the door`() async throws {
        let world = try await aClub()
        let here = try await world.login(.giulia)

        for _ in 1...5 {
            let answer = try await change(from: "not the password", to: "quattro gatti in fila", here, world)
            #expect(answer.faults == ["/current_password": "wrong_password"])
        }

        #expect(
            try await change(from: Person.demoPassword, to: "quattro gatti in fila", here, world).status
                == 429
        )
        #expect(try await world.tryLogin(Person.giulia.email, "quattro gatti in fila").status == 401)
    }

    // swift-format-ignore
    @Test(arguments: [
        ("Corta-9ca", "password_too_short"), ("giulia.rossi@example.com", "password_is_email"), ("Giulia.Rossi", "password_is_email"),
        ("Password123!", "password_too_common"), ("1234567890", "password_too_common"), ("juventus2026", "password_too_common"),
        ("aaaaaaaaaaaa", "password_too_common"), ("abcabcabcabc", "password_too_common"), ("abcdefghijklm", "password_too_common"),
        ("liverpool1", "password_too_common"), ("babygirl12", "password_too_common"), ("killer1234", "password_too_common"),
        ("zaq12wsxcd", "password_too_common"), ("!QAZ2wsx3e", "password_too_common"), ("gfhjkm1234", "password_too_common"),
        ("Portico-demo-2026", "password_too_common"), ("p4ssw0rd!2026", "password_too_common"), ("Françésco1985", "password_too_common"),
    ])
    func `weak passwords are refused`(password: String, code: String) async throws {
        let world = try await aClub()
        let here = try await world.login(.giulia)

        let answer = try await change(from: Person.demoPassword, to: password, here, world)

        #expect(answer.faults == ["/new_password": code])
    }

    @Test func `a hash is Argon2id and differs each time`() async throws {
        let hasher = PasswordHasher()
        let password = Password("quattro gatti in fila")

        let (one, two) = (try await hasher.hash(password), try await hasher.hash(password))

        #expect(one.phc.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(one != two)
        #expect(try await hasher.verify(password, against: one).matches)
        #expect(try await hasher.verify(Password("another one"), against: one).matches == false)
        #expect(try await hasher.verify(password, against: HashedPassword(phc: "nonsense")).matches == false)
        #expect(try await hasher.verify(password, against: nil).matches == false)
    }

    @Test func `an unknown account costs a whole hash too`() async throws {
        let hasher = PasswordHasher()
        let password = Password("quattro gatti in fila")
        let hash = try await hasher.hash(password)
        func time(_ hash: HashedPassword?) async throws -> Duration {
            try await ContinuousClock().measure { _ = try await hasher.verify(password, against: hash) }
        }

        // The least of several: what the machine does besides only ever adds.
        var (known, unknown): ([Duration], [Duration]) = ([], [])
        for _ in 1...7 {
            known.append(try await time(hash))
            unknown.append(try await time(nil))
        }

        let ratio = try #require(known.min()) / (try #require(unknown.min()))
        #expect((0.25...4).contains(ratio), "\(known) \(unknown)")
    }

    @Test func `a full queue refuses at once`() async throws {
        let hasher = PasswordHasher(threads: 1, maxQueue: 2)

        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...20 {
                group.addTask { (try? await hasher.hash(Password("quattro gatti in fila"))) != nil }
            }
            return await group.reduce(into: [Bool: Int]()) { $0[$1, default: 0] += 1 }
        }

        #expect(try #require(outcomes[true]) >= 3)
        #expect(try #require(outcomes[false]) >= 1)
    }

    @Test func `a password does not print itself`() {
        #expect("\(Password("geheim"))".contains("geheim") == false)
        #expect(
            String(reflecting: Credentials(email: .placeholder, password: Password("geheim"))).contains(
                "geheim"
            ) == false
        )
    }

    private func change(
        from old: String,
        to new: String,
        _ grant: TokenGrant,
        _ world: World
    ) async throws -> TestResponse {
        try await world.with(token: grant.accessToken).post(
            "/api/users/me/password",
            ["current_password": .string(old), "new_password": .string(new)]
        )
    }
}
