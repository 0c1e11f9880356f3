import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct AcceptanceTests {
    private let nina = Person("nina", email: "nina@example.com", password: "seven green giraffes")

    @Test func `a newcomer chooses a password, agrees, and belongs to the organisation`() async throws {
        let world = try await cast()
        let sales = JSONValue.string(try await world.department("Sales"))
        _ = try await world.invite(nina.email, ["department_id": sales, "site": "milan", "locale": "it"])

        let joined = try await world.join(world.mailedToken(to: nina.email))

        #expect(joined.status == 201 && joined.header("Location") == "/api/v1/users/me", "\(joined)")
        #expect(joined["email"] == "nina@example.com" && joined["email_verified"] == true)
        #expect(joined["first_name"] == "Nina" && joined["role"] == "user" && joined["locale"] == "it")
        #expect(joined["time_zone"] == "Asia/Tokyo" && joined["membership_state"] == "active")
        #expect(joined["organization"]?["name"] == "Aurora" && joined["organization"]?["state"] == "active")
        #expect(
            joined["department_id"] == sales && joined["site"] == "milan" && joined["consents_needed"] == []
        )
        #expect(try await world.as(nina).get("/api/v1/users/me")["id"] == joined["id"])
        let members = try await world.as(.bruno).get(world.path("Aurora", "/members?q=nina"))
        #expect(members["data"]?[0]?["user_id"] == joined["id"])
        let used = try await world.as(.bruno).get(world.path("Aurora", "/subscription"))
        #expect(used["used"] == 3 && used["open_invitations"] == 0)
        #expect(try await world.audit().contains("organization_invitation.accept"))
    }

    @Test func `a newcomer receives a fault for every missing member`() async throws {
        let world = try await cast()
        _ = try await world.invite(nina.email)
        let token = try await world.mailedToken(to: nina.email)

        let nothing = try await world.anonymous.post(
            "/api/v1/auth/accept-invitation",
            ["token": .string(token)]
        )
        let consents = try await world.join(token, consents: ["privacy"])
        let wrong = try await world.anonymous.post(
            "/api/v1/auth/accept-invitation",
            [
                "token": .string(token), "password": "short", "first_name": "N", "last_name": "N",
                "consents": [World.agreed("privacy"), World.agreed("terms")],
            ]
        )

        #expect(nothing.status == 422)
        #expect(Set(nothing.faults.keys) == ["/password", "/first_name", "/last_name"])
        #expect(consents.faults == ["/consents": "consent_required"])
        #expect(wrong.faults.keys.contains("/password"))
        #expect(try await world.join(token).status == 201)
    }

    @Test func `unknown, used, revoked and expired tokens are refused alike`() async throws {
        let world = try await cast()
        var tokens = ["nothing"]
        for name in ["used", "revoked", "expired"] {
            let id = try await world.invite("\(name)@example.com").id ?? ""
            tokens.append(try await world.mailedToken(to: "\(name)@example.com"))
            if name == "used" { _ = try await world.join(tokens[1]) }
            if name == "revoked" {
                _ = try await world.as(.bruno).delete(world.path("Aurora", "/invitations/\(id)"))
            }
        }
        world.clock.advance(by: .days(8))

        for token in tokens {
            let refused = try await world.join(token)
            #expect(refused.status == 422 && refused.faults == ["/token": "unusable_token"], "\(refused)")
        }
    }

    @Test func `the owner of the address logs in and joins with the invited role`() async throws {
        let world = try await cast()
        let sales = JSONValue.string(try await world.department("Sales"))
        _ = try await world.invite("dario.costa@example.com", as: "business_admin", ["department_id": sales])
        let token = try await world.mailedToken(to: "dario.costa@example.com")

        let nobody = try await world.join(token)
        let other = try await world.accept(token, as: .anna)
        let accepted = try await world.accept(token, as: .dario)

        #expect(nobody.status == 401)
        #expect(other.status == 409 && other["code"] == "invitation.other_address")
        #expect(accepted.status == 200 && accepted["role"] == "business_admin", "\(accepted)")
        #expect(accepted["department_id"] == sales && accepted["organization"]?["name"] == "Aurora")
        #expect(try await world.number(of: "account WHERE email LIKE 'dario%'") == 1)
    }

    @Test func `the consents still needed are demanded of an owner too`() async throws {
        let world = try await cast()
        _ = try await world.invite("dario.costa@example.com")
        let token = try await world.mailedToken(to: "dario.costa@example.com")
        try await world.db.write { tx in try tx.execute("DELETE FROM policy_consent WHERE purpose = 'terms'")
        }

        let refused = try await world.accept(token, as: .dario)
        let agreed = try await world.as(.dario).post(
            "/api/v1/auth/accept-invitation",
            ["token": .string(token), "consents": [World.agreed("terms")]]
        )

        #expect(refused.status == 422 && refused.faults == ["/consents": "consent_required"])
        #expect(agreed.status == 200 && agreed["consents_needed"] == [])
    }

    @Test func `a member of another organisation leaves it first`() async throws {
        let world = try await cast()
        _ = try await world.invite("carla.russo@example.com")
        let token = try await world.mailedToken(to: "carla.russo@example.com")

        let refused = try await world.accept(token, as: .carla)
        _ = try await world.as(.carla).delete(world.memberPath(.carla, of: "Borealis"))
        let accepted = try await world.accept(token, as: .carla)

        #expect(refused.status == 409 && refused["code"] == "already_member")
        #expect(accepted.status == 200 && accepted["organization"]?["name"] == "Aurora")
    }

    @Test func `nobody joins a suspended organisation or subscription`() async throws {
        let world = try await cast()
        _ = try await world.invite(nina.email)
        _ = try await world.invite("dario.costa@example.com")
        let token = try await world.mailedToken(to: nina.email)
        let other = try await world.mailedToken(to: "dario.costa@example.com")

        _ = try await world.subscribe("Aurora", "cancelled")
        let unpaid = try await [world.join(token), world.accept(other, as: .dario)]
        _ = try await world.subscribe()
        _ = try await world.suspend()
        let suspended = try await [world.join(token), world.accept(other, as: .dario)]

        #expect(unpaid.map(\.status) == [402, 402])
        #expect(unpaid.allSatisfy { $0["code"] == "subscription_suspended" })
        #expect(suspended.allSatisfy { $0.status == 409 && $0["code"] == "organization.not_active" })
        #expect(try await world.number(of: "account WHERE email = 'nina@example.com'") == 0)
    }

    @Test func `a super administrator has no part in an organisation`() async throws {
        let world = try await cast()
        _ = try await world.invite("fabio.longo@example.com")
        let refused = try await world.accept(world.mailedToken(to: "fabio.longo@example.com"), as: .fabio)
        #expect(refused.status == 403)
    }

    @Test func `an invitation of the site itself opens an administrator's account`() async throws {
        let world = try await cast()
        let invited = try await world.as(.elena).post(
            "/api/v1/admin/invitations",
            ["email": .string(nina.email), "role": "super_admin", "first_name": "Nina", "last_name": "Nuova"]
        )
        #expect(invited.status == 201, "\(invited)")
        let token = try await world.mailedToken(to: nina.email)

        let joined = try await world.anonymous.post(
            "/api/v1/auth/accept-invitation",
            ["token": .string(token), "password": .string(nina.password)]
        )

        #expect(joined.status == 201 && joined["role"] == "super_admin" && joined["first_name"] == "Nina")
    }
}
