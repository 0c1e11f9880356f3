import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct InvitationTests {
    @Test func `an invitation is mailed, listed, and holds a seat`() async throws {
        let world = try await cast()
        let sales = JSONValue.string(try await world.department("Sales"))

        let invited = try await world.invite(
            "nina@example.com",
            ["department_id": sales, "site": "milan", "locale": "it"]
        )
        let token = try await world.mailedToken(to: "nina@example.com")
        let subscription = try await world.as(.bruno).get(world.path("Aurora", "/subscription"))
        let list = try await world.as(.bruno).get(world.path("Aurora", "/invitations?state=open"))

        #expect(invited.status == 201 && invited["email"] == "nina@example.com" && invited["role"] == "user")
        #expect(invited["department_id"] == sales && invited["site"] == "milan" && invited["state"] == "open")
        #expect(try await invited["invited_by"] == .string(world.id(of: .bruno)))
        #expect(invited["sent_at"] != nil && invited["expires_at"] != nil)
        #expect(!token.isEmpty && world.mails().last?.subject == "Aurora la invita su Portico Wellness")
        #expect(subscription["used"] == 3 && subscription["open_invitations"] == 1)
        #expect(list["data"]?[0]?["id"] == invited["id"])
        #expect(!list.text.contains(token))
        #expect(try await world.as(.anna).get(world.path("Aurora", "/invitations")).status == 403)
    }

    @Test func `the answer is alike for addresses with and without an account`() async throws {
        let world = try await cast()

        let known = try await world.invite("dario.costa@example.com")
        let unknown = try await world.invite("nobody@example.com")

        let names = [known, unknown].map { (answer: TestResponse) in
            answer.json.objectValue.map { $0.map(\.name) }
        }
        #expect(known.status == 201 && unknown.status == 201 && names[0] == names[1])
    }

    @Test func `all faults are reported together`() async throws {
        let world = try await cast()

        let faulty = try await world.invite(
            "nina@example.com",
            as: "super_admin",
            ["department_id": .string(world.department("Care")), "site": "paris"]
        )
        let address = try await world.invite("nina")

        #expect(faulty.status == 422)
        #expect(
            faulty.faults["/department_id"] == "unknown_department"
                && faulty.faults["/site"] == "unknown_site"
        )
        #expect(faulty.faults.keys.contains("/role"))
        #expect(address.faults == ["/email": "invalid_email"])
    }

    @Test func `nobody is invited twice, and no member`() async throws {
        let world = try await cast()
        _ = try await world.invite("nina@example.com")

        let twice = try await world.invite("NINA@example.com")
        let member = try await world.invite("anna.verdi@example.com")
        let elsewhere = try await world.invite("nina@example.com", into: "Borealis", by: .greta)
        let membersOfOthers = try await world.invite("carla.russo@example.com")

        #expect(twice.status == 409 && twice["code"] == "invitation_open")
        #expect(member.status == 409 && member["code"] == "already_member")
        #expect(elsewhere.status == 201 && membersOfOthers.status == 201)
    }

    @Test
    func `without a free seat nobody is invited, and an expired invitation frees its own without a job`()
        async throws
    {
        let world = try await cast()
        _ = try await world.subscribe(seats: 3)
        let first = try await world.invite("nina@example.com")

        let full = try await world.invite("otto@example.com")
        world.clock.advance(by: .days(7) + .seconds(1))
        let list = try await world.as(.bruno).get(world.path("Aurora", "/invitations"))
        let freed = try await world.invite("otto@example.com")
        let path = try await world.path("Aurora", "/invitations/\(first.id ?? "")/resend")
        let noSeat = try await world.as(.bruno).post(path)
        _ = try await world.subscribe(seats: 4)
        let resent = try await world.as(.bruno).post(path)

        #expect(full.status == 409 && full["code"] == "seat_limit" && full["seats"] == 3 && full["used"] == 3)
        #expect(list["data"]?[0]?["state"] == "expired")
        #expect(freed.status == 201)
        #expect(noSeat["code"] == "seat_limit")
        #expect(resent.status == 200 && resent["state"] == "open" && resent["id"] == first["id"])
    }

    @Test func `expired, an address can be invited anew, and then the old invitation not sent again`()
        async throws
    {
        let world = try await cast()
        let old = try await world.invite("nina@example.com")
        world.clock.advance(by: .days(8))
        try await world.tick()
        let expired = try await world.as(.bruno).get(world.path("Aurora", "/invitations?state=expired"))

        let anew = try await world.invite("nina@example.com")
        let resent = try await world.as(.bruno).post(
            world.path("Aurora", "/invitations/\(old.id ?? "")/resend")
        )

        #expect(expired["data"]?.arrayValue?.count == 1)
        #expect(try await world.audit().contains("organization_invitation.expire"))
        #expect(anew.status == 201 && resent["code"] == "invitation_open")
    }

    @Test func `a resent link replaces the one before`() async throws {
        let world = try await cast()
        let invited = try await world.invite("nina@example.com")
        let old = try await world.mailedToken(to: "nina@example.com")

        let resent = try await world.as(.bruno).post(
            world.path("Aurora", "/invitations/\(invited.id ?? "")/resend")
        )
        let new = try await world.mailedToken(to: "nina@example.com")

        #expect(resent.status == 200 && old != new)
        #expect(try await world.join(old).faults == ["/token": "unusable_token"])
        #expect(try await world.join(new).status == 201)
    }

    @Test func `revoked, it frees the seat and cannot come back; accepted, it cannot be revoked`()
        async throws
    {
        let world = try await cast()
        let revoked = try await world.invite("nina@example.com")
        let path = try await world.path("Aurora", "/invitations/\(revoked.id ?? "")")
        #expect(try await world.as(.greta).delete(path).status == 404)

        #expect(try await world.as(.bruno).delete(path).status == 204)
        #expect(try await world.as(.bruno).delete(path).status == 204)
        #expect(try await world.as(.bruno).post("\(path)/resend")["code"] == "illegal_transition")
        #expect(try await world.as(.bruno).get(world.path("Aurora", "/subscription"))["used"] == 2)

        let accepted = try await world.invite("otto@example.com")
        _ = try await world.join(world.mailedToken(to: "otto@example.com"))
        let other = try await world.path("Aurora", "/invitations/\(accepted.id ?? "")")
        let refused = try await world.as(.bruno).delete(other)
        #expect(refused.status == 409 && refused["code"] == "illegal_transition")
        #expect(try await world.as(.bruno).post("\(other)/resend").status == 409)
    }

    @Test func `before it is active an organisation invites administrators only`() async throws {
        let world = try await cast()
        _ = try await world.draft()

        let user = try await world.invite("nina@example.com", into: "Cirrus", by: .elena)
        let administrator = try await world.invite(
            "nina@example.com",
            as: "business_admin",
            into: "Cirrus",
            by: .elena
        )

        #expect(user.status == 422 && user.faults == ["/role": "administrators_first"])
        #expect(administrator.status == 201)
        let joined = try await world.join(world.mailedToken(to: "nina@example.com"))
        #expect(joined.status == 201 && joined["role"] == "business_admin")
        #expect(joined["organization"]?["state"] == "draft")
    }

    @Test func `inviting needs a fresh login`() async throws {
        let world = try await cast()
        _ = try await world.token(of: .bruno)
        try await world.db.write { tx in
            try tx.execute("UPDATE session SET authenticated_at = \(tx.now - .hours(2))")
        }
        let refused = try await world.invite("nina@example.com")
        #expect(refused.status == 403 && refused["code"] == "step_up_required")
    }

    @Test func `sixty are sent in an hour`() async throws {
        let world = try await cast(limits: true)
        _ = try await world.subscribe(seats: 500)
        var statuses: [Int] = []
        for number in 0...60 { statuses.append(try await world.invite("p\(number)@example.com").status) }
        #expect(statuses.dropLast().allSatisfy { $0 == 201 } && statuses.last == 429, "\(statuses)")
    }
}
