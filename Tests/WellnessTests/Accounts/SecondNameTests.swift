import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct SecondNameTests {
    @Test func `two-step login is set up, used and turned off under the contract's names`() async throws {
        let world = try await cast()
        let anna = world.as(.anna)
        let recoveryOff = try await anna.post("/api/v1/auth/mfa/recovery")
        let off = try await anna.delete("/api/v1/auth/mfa")

        let enrolled = try await anna.post("/api/v1/auth/mfa/enroll")
        let secured = Person.anna.enrolled(try #require(enrolled["secret"]?.stringValue))
        let wrong = try await anna.post("/api/v1/auth/mfa/confirm", ["code": "000000"])
        let confirmed = try await anna.post(
            "/api/v1/auth/mfa/confirm",
            ["code": .string(world.code(of: secured))]
        )
        let twice = try await anna.post("/api/v1/auth/mfa/enroll")
        world.clock.advance(by: .seconds(60))
        let challenged = try await world.anonymous.post(
            "/api/v1/auth/login",
            ["email": .string(Person.anna.email), "password": .string(Person.anna.password)]
        )
        let misled = try await world.anonymous.post(
            "/api/v1/auth/mfa/verify",
            ["challenge": challenged["challenge"] ?? "", "code": "000000"]
        )
        let verified = try await world.anonymous.post(
            "/api/v1/auth/mfa/verify",
            ["challenge": challenged["challenge"] ?? "", "code": .string(world.code(of: secured))]
        )
        let over = try await world.anonymous.post(
            "/api/v1/auth/mfa/verify",
            ["challenge": challenged["challenge"] ?? "", "code": .string(world.code(of: secured))]
        )
        let client = world.with(token: verified["access_token"]?.stringValue ?? "")
        let renewed = try await client.post("/api/v1/auth/mfa/recovery")
        let dropped = try await client.delete("/api/v1/auth/mfa")

        #expect(recoveryOff.status == 404 && off.status == 404)
        #expect(enrolled["uri"]?.stringValue?.hasPrefix("otpauth://totp/") == true)
        #expect(wrong.faults == ["/code": "wrong_code"])
        #expect(confirmed["recovery_codes"]?.arrayValue?.count == 10, "\(confirmed)")
        #expect(twice.status == 409 && twice.problem == .secondFactorOn)
        #expect(challenged.status == 401 && challenged.problem == .secondFactorRequired)
        #expect(challenged["expires_in"]?.integerValue == 300)
        #expect(misled.faults == ["/code": "wrong_code"])
        #expect(verified.status == 200, "\(verified)")
        #expect(over.status == 401 && over.problem == .challengeOver)
        #expect(renewed["recovery_codes"]?.arrayValue?.count == 10)
        #expect(renewed["recovery_codes"] != confirmed["recovery_codes"])
        #expect(dropped.status == 204)
    }

    @Test func `administrators cannot turn it off, and without it reach nothing but their account`()
        async throws
    {
        let world = try await cast()
        let bare = try await world.enrol("bare", as: .superAdmin)
        let account = try await world.account(of: bare)
        try await world.db.write { tx in
            try tx.execute("DELETE FROM second_factor WHERE account_id = \(account)")
        }
        let login = try await world.anonymous.post(
            "/api/v1/auth/login",
            ["email": .string(bare.email), "password": .string(bare.password)]
        )
        let client = world.with(token: login["access_token"]?.stringValue ?? "")

        let refused = try await world.as(.elena).delete("/api/v1/auth/mfa")
        let same = try await world.as(.bruno).delete("/api/v1/users/me/second-factor")
        let held = try await client.get("/api/v1/admin/users")
        let open = try await client.get("/api/v1/users/me")

        #expect(refused.status == 409 && refused["code"] == "mfa_mandatory", "\(refused)")
        #expect(same.status == 409 && same["code"] == "mfa_mandatory")
        #expect(login.status == 200)
        #expect(held.status == 403 && held.problem == .mfaEnrolmentRequired)
        #expect(open.status == 200 && open["mfa_enabled"] == false, "\(open)")
        #expect(try await client.post("/api/v1/auth/mfa/enroll").status == 200)
    }

    @Test func `sessions are listed and ended`() async throws {
        let world = try await cast()
        let other = try await world.logIn(.anna)
        let anna = world.as(.anna)

        let listed = try await anna.get("/api/v1/auth/sessions")
        let foreign = try #require(listed["data"]?.arrayValue?.first { $0["current"] == false })
        let ended = try await anna.delete("/api/v1/auth/sessions/\(foreign["id"]?.stringValue ?? "")")
        let again = try await anna.delete("/api/v1/auth/sessions/\(foreign["id"]?.stringValue ?? "")")
        let stranger = try await world.as(.carla).get("/api/v1/auth/sessions")

        #expect(listed["data"]?.arrayValue?.count == 2, "\(listed)")
        #expect(foreign["expires_at"]?.stringValue != nil && foreign["last_used_at"]?.stringValue != nil)
        #expect(ended.status == 204 && again.status == 404)
        #expect(stranger["data"]?.arrayValue?.count == 1)
        let token = other["access_token"]?.stringValue ?? ""
        #expect(try await world.with(token: token).get("/api/v1/users/me").status == 401)
    }

    @Test func `a changed password ends the other sessions`() async throws {
        let world = try await cast()
        let other = try await world.logIn(.anna)
        let anna = world.as(.anna)
        let path = "/api/v1/users/me/change-password"
        let new = "quattro gatti in fila"

        let wrong = try await anna.post(
            path,
            ["current_password": "not this one", "new_password": .string(new)]
        )
        let weak = try await anna.post(
            path,
            ["current_password": .string(Person.demoPassword), "new_password": "short"]
        )
        let changed = try await anna.post(
            path,
            ["current_password": .string(Person.demoPassword), "new_password": .string(new)]
        )

        #expect(wrong.faults == ["/current_password": "wrong_password"])
        #expect(weak.faults.keys.sorted() == ["/new_password"])
        #expect(changed.status == 204, "\(changed)")
        let token = other["access_token"]?.stringValue ?? ""
        #expect(try await world.with(token: token).get("/api/v1/users/me").status == 401)
        #expect(try await anna.get("/api/v1/users/me").status == 200)
    }
}

@Suite struct EntryTests {
    @Test func `a forgotten password is chosen anew with the mailed token`() async throws {
        let world = try await cast()
        let session = try await world.token(of: .anna)
        let path = "/api/v1/auth/reset-password"

        let unknown = try await world.anonymous.post(
            "/api/v1/auth/forgot-password",
            ["email": "no@example.com"]
        )
        let asked = try await world.anonymous.post(
            "/api/v1/auth/forgot-password",
            ["email": .string(Person.anna.email)]
        )
        let token = try await world.mailedToken(to: Person.anna.email)
        let short = try await world.anonymous.post(path, ["token": .string(token), "password": "short"])
        let chosen = try await world.anonymous.post(
            path,
            ["token": .string(token), "password": "quattro gatti in fila"]
        )
        let again = try await world.anonymous.post(
            path,
            ["token": .string(token), "password": "cinque gatti in fila"]
        )

        #expect(unknown.status == 202 && asked.status == 202 && unknown.body == asked.body)
        #expect(short.faults.keys.sorted() == ["/password"])
        #expect(chosen.status == 204, "\(chosen)")
        #expect(again.status == 422 && again.faults.keys.sorted() == ["/token"])
        #expect(try await world.with(token: session).get("/api/v1/users/me").status == 401)
    }

    @Test func `a confirmed registration answers the person`() async throws {
        let world = try await cast()
        let consents: JSONValue = .array(
            ["privacy", "terms"].map {
                ["purpose": .string($0), "policy_version": "2026-01", "granted": true]
            }
        )
        let asked = try await world.anonymous.post(
            "/api/v1/auth/register",
            [
                "email": "nina@example.com", "password": "quattro gatti in fila", "first_name": "Nina",
                "last_name": "Gallo", "consents": consents,
            ]
        )
        let token = try await world.mailedToken(to: "nina@example.com")

        let bare = try await world.anonymous.post("/api/v1/auth/verify-email", ["token": .string(token)])
        let person = try await world.anonymous.post(
            "/api/v1/auth/verify-email",
            ["token": .string(token), "password": "quattro gatti in fila"]
        )
        let again = try await world.anonymous.post(
            "/api/v1/auth/verify-email",
            ["token": .string(token), "password": "quattro gatti in fila"]
        )

        #expect(asked.status == 202, "\(asked)")
        #expect(bare.faults == ["/password": "choose_password"])
        #expect(person.status == 200 && person["first_name"] == "Nina", "\(person)")
        #expect(person["email_verified"] == true && person["consents_needed"] == [])
        #expect(again.faults.keys.sorted() == ["/token"])
    }
}
