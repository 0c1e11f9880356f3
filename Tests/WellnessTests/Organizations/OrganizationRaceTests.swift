import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct OrganizationRaceTests {
    @Test(.timeLimit(.minutes(2))) func `50 invitations, 1 seat: 1`() async throws {
        let world = try await cast()
        _ = try await world.subscribe(seats: 3)
        _ = try await world.token(of: .bruno)

        let answers = try await world.atOnce(50) { try await world.invite("p\($0)@example.com") }

        #expect(answers.statuses == [201: 1, 409: 49], "\(answers.statuses)")
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0["code"] == "seat_limit" })
    }

    @Test(.timeLimit(.minutes(2))) func `PUT seats against inviting: used <= seats`() async throws {
        let world = try await cast()
        _ = try await world.token(of: .bruno)
        _ = try await world.token(of: .elena)

        let answers = try await world.atOnce(20) { number in
            number % 2 == 0
                ? try await world.subscribe(seats: 2 + number / 4)
                : try await world.invite("p\(number)@example.com")
        }

        let subscription = try await world.as(.bruno).get(world.path("Aurora", "/subscription"))
        let (seats, used) = (
            subscription["seats"]?.integerValue ?? 0, subscription["used"]?.integerValue ?? 99
        )
        #expect(used <= seats, "\(subscription)")
        #expect(answers.allSatisfy { [200, 201, 409].contains($0.status) }, "\(answers.statuses)")
    }

    @Test(.timeLimit(.minutes(2))) func `accept x20: 1`() async throws {
        let world = try await cast()
        _ = try await world.invite("nina@example.com")
        _ = try await world.invite("dario.costa@example.com")
        let token = try await world.mailedToken(to: "nina@example.com")
        let other = try await world.mailedToken(to: "dario.costa@example.com")
        _ = try await world.token(of: .dario)

        let newcomers = try await world.atOnce(20) { _ in try await world.join(token) }
        let owners = try await world.atOnce(20) { _ in try await world.accept(other, as: .dario) }

        #expect(newcomers.statuses == [201: 1, 422: 19], "\(newcomers.statuses)")
        #expect(owners.statuses == [200: 1, 422: 19], "\(owners.statuses)")
        #expect(try await world.number(of: "membership") == 6)
    }

    @Test(.timeLimit(.minutes(2)))
    func `accept against revoke, deleting its department, closing: one of the two (revoke)`() async throws {
        let world = try await cast()
        for round in 0..<5 {
            let id = try await world.invite("p\(round)@example.com").id ?? ""
            let token = try await world.mailedToken(to: "p\(round)@example.com")
            let path = try await world.path("Aurora", "/invitations/\(id)")

            let answers = try await world.atOnce(2) {
                $0 == 0 ? try await world.join(token) : try await world.as(.bruno).delete(path)
            }

            #expect([[201, 409], [422, 204]].contains(answers.map(\.status)), "\(answers)")
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `accept against revoke, deleting its department, closing: one of the two (department)`() async throws
    {
        let world = try await cast()
        for round in 0..<4 {
            let made = try await world.as(.bruno).post(
                world.path("Aurora", "/departments"),
                ["name": "D\(round)"]
            )
            let department = made.id ?? ""
            _ = try await world.invite("p\(round)@example.com", ["department_id": .string(department)])
            let token = try await world.mailedToken(to: "p\(round)@example.com")
            let path = try await world.path("Aurora", "/departments/\(department)")

            let answers = try await world.atOnce(2) {
                $0 == 0 ? try await world.join(token) : try await world.as(.bruno).delete(path)
            }

            #expect(answers.map(\.status) == [201, 409], "\(answers)")
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `accept against revoke, deleting its department, closing: one of the two (closing)`() async throws {
        let world = try await cast()
        for round in 0..<4 {
            let name = "Cirrus\(round)"
            _ = try await world.draft(name)
            _ = try await world.invite("p\(round)@example.com", as: "business_admin", into: name, by: .elena)
            let token = try await world.mailedToken(to: "p\(round)@example.com")

            let answers = try await world.atOnce(2) {
                $0 == 0 ? try await world.join(token) : try await world.close(name)
            }

            let state = try await world.as(.elena).get(world.path(name))["state"]
            // Joined just before the closing is joined; after it the link is over.
            #expect([[201, 202], [422, 202]].contains(answers.map(\.status)), "\(answers)")
            #expect(state == "closing")
            let open = try await world.as(.elena).get(world.path(name, "/subscription"))
            #expect(open["open_invitations"] == 0)
        }
    }

    @Test(.timeLimit(.minutes(2))) func `two BAs demote each other: 1`() async throws {
        let world = try await cast()
        try await world.enrol("zoe", into: "Aurora", as: .businessAdmin)
        let zoe = Person("zoe", email: "zoe@example.com", authenticator: DemoPerson.authenticator)
        let (first, second) = (try await world.memberPath(.bruno), try await world.memberPath(zoe))
        _ = try await world.token(of: .bruno)
        _ = try await world.token(of: zoe)

        let answers = try await world.atOnce(2) {
            try await world.as($0 == 0 ? .bruno : zoe).patch($0 == 0 ? second : first, ["role": "user"])
        }

        #expect(answers.count { $0.status == 200 } == 1, "\(answers)")
        // The other finds the role gone (401, 403), or is the last one (409).
        #expect(answers.allSatisfy { [200, 401, 403, 409].contains($0.status) }, "\(answers)")
        #expect(
            try await world.number(of: "account WHERE role = 'business_admin' AND email NOT LIKE 'greta%'")
                == 1
        )
    }

    @Test(.timeLimit(.minutes(2))) func `a department is not put below itself by two moves at once`()
        async throws
    {
        let world = try await cast()
        let path = try await world.path("Aurora", "/departments")
        let (sales, engineering) = (
            try await world.department("Sales"), try await world.department("Engineering")
        )
        let platform = try await world.department("Platform")
        _ = try await world.as(.bruno).patch("\(path)/\(platform)", ["parent_id": nil])

        let answers = try await world.atOnce(2) {
            $0 == 0
                ? try await world.as(.bruno).patch("\(path)/\(sales)", ["parent_id": .string(engineering)])
                : try await world.as(.bruno).patch("\(path)/\(engineering)", ["parent_id": .string(sales)])
        }

        #expect(answers.map(\.status).sorted() == [200, 422], "\(answers)")
    }
}
