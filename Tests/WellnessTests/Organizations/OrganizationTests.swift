import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct OrganizationTests {
    @Test func `a new organisation is a draft with a trial of thirty days`() async throws {
        let world = try await cast()

        let made = try await world.as(.elena).post(
            "/api/v1/organizations",
            ["name": "Cirrus", "zone": "Asia/Tokyo", "sites": [["key": "kyoto", "name": "Kyoto"]]]
        )
        let subscription = try await world.as(.elena).get(world.path("Cirrus", "/subscription"))

        #expect(made.status == 201 && made["state"] == "draft" && made["zone"] == "Asia/Tokyo")
        #expect(made.header("Location") == "/api/v1/organizations/\(made.id ?? "")")
        #expect(made["sites"] == [["key": "kyoto", "name": "Kyoto"]])
        #expect(made["report_policy"]?["k_scores"] == 8 && made["report_policy"]?["k_participation"] == 5)
        #expect(made["closes_at"] == nil && made["version"] == 1)
        #expect(subscription["plan"] == "trial" && subscription["seats"] == 10 && subscription["used"] == 0)
        #expect(subscription["state"] == "trialing" && subscription["open_invitations"] == 0)
        let end = subscription["period_end"]?.stringValue.flatMap(Instant.init)
        #expect(end.map { $0 > world.clock.now + .days(29) } == true)
        #expect(try await world.audit().contains("organization.create"))
    }

    @Test func `only super administrators create organisations, and all faults are reported`() async throws {
        let world = try await cast()
        let body: JSONValue = ["name": "Cirrus", "zone": "Europe/Rome"]

        let refused = try await world.as(.bruno).post("/api/v1/organizations", body)
        let faulty = try await world.as(.elena).post(
            "/api/v1/organizations",
            ["name": "", "zone": "Rome", "seats": 0]
        )
        let twice: JSONValue = ["key": "a", "name": "A"]
        let sites = try await world.as(.elena).post(
            "/api/v1/organizations",
            ["name": "Cirrus", "zone": "Europe/Rome", "sites": [twice, twice]]
        )
        let many = (0...20).map { JSONValue.object(["key": .string("s\($0)"), "name": "S"]) }
        let tooMany = try await world.as(.elena).post(
            "/api/v1/organizations",
            ["name": "Cirrus", "zone": "Europe/Rome", "sites": .array(many)]
        )

        #expect(refused.status == 403 && refused["permission"] == "organization.administer")
        #expect(Set(faulty.faults.keys) == ["/name", "/zone", "/seats"])
        #expect(sites.faults == ["/sites/1/key": "site_twice"])
        #expect(tooMany.faults.keys.contains("/sites"))
    }

    @Test func `members see their own organisation without its sites and policy`() async throws {
        let world = try await cast()
        let path = try await world.path()

        let anna = try await world.as(.anna).get(path)
        let bruno = try await world.as(.bruno).get(path)
        let carla = try await world.as(.carla).get(path)
        let lists = [
            try await world.as(.anna).get("/api/v1/organizations"),
            try await world.as(.dario).get("/api/v1/organizations"),
            try await world.as(.elena).get("/api/v1/organizations"),
            try await world.as(.elena).get("/api/v1/organizations?q=auro&state=active"),
            try await world.as(.elena).get("/api/v1/organizations?state=draft"),
        ]

        #expect(anna.status == 200 && anna["name"] == "Aurora")
        #expect(anna["sites"] == nil && anna["report_policy"] == nil)
        #expect(bruno["sites"]?.arrayValue?.count == 2 && bruno["report_policy"] != nil)
        #expect(carla.status == 404)
        #expect(lists.map { $0["data"]?.arrayValue?.count } == [1, 0, 2, 1, 0])
    }

    @Test func `its administrator changes name, zone and sites, but none that is in use`() async throws {
        let world = try await cast()
        let path = try await world.path()
        let rome: JSONValue = ["key": "rome", "name": "Roma"]

        let changed = try await world.as(.bruno).patch(
            path,
            ["name": "Aurora Group", "zone": "Europe/Berlin", "sites": [rome]]
        )
        let inUse = try await world.as(.bruno).patch(path, ["sites": [["key": "turin", "name": "Turin"]]])
        let stale = try await world.as(.bruno).patch(path, ["name": "X"], headers: ["If-Match": "\"1\""])
        let user = try await world.as(.anna).patch(path, ["name": "X"])
        let foreign = try await world.as(.greta).patch(path, ["name": "X"])

        #expect(changed["name"] == "Aurora Group" && changed["sites"] == [rome] && changed["version"] == 2)
        #expect(inUse.status == 422 && inUse.faults == ["/sites": "site_in_use"])
        #expect(stale.status == 412)
        #expect(user.status == 403 && foreign.status == 404)
    }

    @Test func `a draft comes into use once an administrator has joined`() async throws {
        let world = try await cast()
        _ = try await world.draft()
        let path = try await world.path("Cirrus")

        let early = try await world.as(.elena).patch(path, ["state": "active"])
        try await world.enrol("zoe", into: "Cirrus", as: .businessAdmin)
        let byThemselves = try await world.as(
            Person("zoe", email: "zoe@example.com", authenticator: DemoPerson.authenticator)
        )
        .patch(path, ["state": "active"])
        let active = try await world.as(.elena).patch(path, ["state": "active"])
        let again = try await world.as(.elena).patch(path, ["state": "active"])

        #expect(early.status == 422 && early["code"] == "guard_failed")
        #expect(byThemselves.status == 403 && byThemselves["permission"] == "organization.administer")
        #expect(active.status == 200 && active["state"] == "active")
        #expect(again.status == 200 && again["version"] == active["version"])
    }

    @Test func `suspended, its administrators read, remove and revoke, and nothing else`() async throws {
        let world = try await cast()
        let open = try await world.invite("nina@example.com").id ?? ""
        let suspended = try await world.suspend()
        let path = try await world.path()
        let bruno = world.as(.bruno)

        #expect(suspended.status == 200 && suspended["state"] == "suspended")
        #expect(try await world.suspend()["code"] == "illegal_transition")
        #expect(try await world.as(.elena).patch(path, ["state": "active"])["code"] == "illegal_transition")
        #expect(try await bruno.get(path).status == 200)
        #expect(try await bruno.get("\(path)/members").status == 200)
        let refused = [
            try await bruno.patch(path, ["name": "X"]),
            try await bruno.post("\(path)/departments", ["name": "X"]),
            try await bruno.patch(world.memberPath(.anna), ["site": "milan"]),
            try await world.invite("other@example.com"),
            try await bruno.post("\(path)/invitations/\(open)/resend"),
            try await bruno.post("\(world.memberPath(.anna))/reactivate"),
        ]
        #expect(refused.map(\.status) == [409, 409, 409, 409, 409, 409])
        #expect(refused.allSatisfy { $0["code"] == "organization.not_active" && $0["state"] == "suspended" })
        #expect(try await bruno.delete("\(path)/invitations/\(open)").status == 204)
        #expect(try await bruno.delete(world.memberPath(.anna)).status == 204)
        // The site's administrators repair it.
        #expect(try await world.as(.elena).patch(path, ["name": "Aurora II"]).status == 200)
        let resumed = try await world.as(.elena).post("\(path)/resume", ["reason": "paid"])
        #expect(resumed.status == 200 && resumed["state"] == "active")
        #expect(
            try await world.as(.elena).post("\(path)/resume", ["reason": "paid"])["code"]
                == "illegal_transition"
        )
    }

    @Test func `suspended without an administrator, it is not resumed`() async throws {
        let world = try await cast()
        _ = try await world.suspend()
        #expect(try await world.as(.elena).delete(world.memberPath(.bruno)).status == 204)

        let resumed = try await world.as(.elena).post(world.path("Aurora", "/resume"), ["reason": "paid"])

        #expect(resumed.status == 422 && resumed["code"] == "guard_failed")
        #expect(resumed.faults == ["/state": "without_administrator"])
    }
}
