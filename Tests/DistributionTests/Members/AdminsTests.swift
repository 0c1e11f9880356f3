import Kernel
import Store
import TestKit
import Testing

@testable import Distribution

@Suite struct AdminsTests {
    @Test func `a super admin hires a location admin, gives zones, changes and dismisses`() async throws {
        let world = try await market()
        let (karkh, erbil) = (try await world.zone("Karkh"), try await world.zone("Erbil"))
        let noor = world.as(.noor)
        let hired = try await noor.post(
            "/api/admins",
            [
                "email": "sami@example.com", "name": "Sami Nasser", "role": "location_admin",
                "password": "a password that nobody may set", "phone": "+9647708880001",
                "zone_ids": [.string(karkh)],
            ]
        )
        #expect(hired["message"]?.stringValue?.isEmpty == false)
        #expect(hired.status == 201 && hired["zones"]?.arrayValue?.count == 1)
        let path = "/api/admins/\(try #require(hired.id))"
        let sami = Person("sami", email: "sami@example.com", password: "تسعة غزلان تركض")
        let byOther: JSONValue = [
            "email": "sami@example.com", "password": "a password that nobody may set",
        ]
        #expect(try await world.logIn(byOther).status == 401, "nobody sets another's password")
        try await world.choosesPassword(sami)
        #expect(try await world.as(sami).get("/api/users")["data"]?.arrayValue?.count == 2)
        let byPhone: JSONValue = ["phone": "+9647708880001", "password": "تسعة غزلان تركض"]
        #expect(try await world.logIn(byPhone).status == 401, "a number that another has set is a claim")
        try await world.show("+9647708880001", as: sami)
        #expect(try await world.logIn(byPhone).status == 200, "its owner has shown it")

        let moved = try await noor.patch("\(path)/zones", ["zone_ids": [.string(erbil), .string(erbil)]])
        #expect(moved["zones"]?.arrayValue?.map { $0["id"]?.stringValue } == [erbil])
        #expect(try await world.as(sami).get("/api/users/\(try await world.id(of: .omar))").status == 404)
        #expect(try await noor.put(path, ["name": "Sami N."])["name"] == "Sami N.")
        #expect(try await noor.patch("\(path)/active", ["is_active": false])["is_active"] == false)
        #expect(try await world.logIn(byPhone).status == 401)
        #expect(try await noor.patch("\(path)/active", ["is_active": true])["is_active"] == true)
        #expect(try await noor.delete(path).status == 204)
        #expect(try await noor.get(path).status == 404)
        #expect(try await world.logIn(byPhone).status == 401)
    }

    @Test func `zones go with the role`() async throws {
        let world = try await market()
        let noor = world.as(.noor)
        let karkh = try await world.zone("Karkh")
        func hire(_ role: String, _ zones: [String]) async throws -> TestResponse {
            try await noor.post(
                "/api/admins",
                [
                    "email": "x@example.com", "name": "X", "role": .string(role),
                    "zone_ids": .array(zones.map { .string($0) }),
                ]
            )
        }

        #expect(try await hire("location_admin", []).faults == ["/zone_ids": "zones_needed"])
        #expect(try await hire("super_admin", [karkh]).faults == ["/zone_ids": "zones_of_all"])
        let unknown = try await hire("location_admin", [karkh, ID<DeliveryZone>.placeholder.description])
        #expect(unknown.faults == ["/zone_ids/1": "unknown_zone"])
        #expect(try await hire("vendor", []).status == 422)
        let ali = "/api/admins/\(try await world.id(of: .ali))"
        #expect(try await noor.put(ali, ["role": "super_admin"])["zones"] == [])
        #expect(try await noor.put(ali, ["role": "location_admin"]).faults == ["/zone_ids": "zones_needed"])
        #expect(
            try await noor.put(ali, ["role": "location_admin", "zone_ids": [.string(karkh)]])["role"]
                == "location_admin"
        )
    }

    @Test func `nobody shuts themselves out, and one super admin always stays`() async throws {
        let world = try await market()
        let noor = "/api/admins/\(try await world.id(of: .noor))"
        #expect(try await world.as(.noor).patch("\(noor)/active", ["is_active": false]).status == 409)
        #expect(try await world.as(.noor).delete(noor).status == 409)
        let demoted = try await world.as(.noor).put(
            noor,
            ["role": "location_admin", "zone_ids": [.string(try await world.zone("Erbil"))]]
        )
        #expect(demoted["code"] == "distribution.not_oneself")
        let ali = "/api/admins/\(try await world.id(of: .ali))"
        #expect(try await world.as(.noor).put(ali, ["role": "super_admin"]).status == 200)

        let answers = try await world.atOnce(8) { index in
            index % 2 == 0
                ? try await world.as(.noor).patch("\(ali)/active", ["is_active": false])
                : try await world.as(.ali).patch("\(noor)/active", ["is_active": false])
        }

        #expect(
            answers.statuses.keys.allSatisfy { [200, 401, 403, 409].contains($0) },
            "\(answers.statuses)"
        )
        #expect(
            try await world.count(
                "SELECT COUNT(*) FROM account WHERE role = 'super_admin' AND state = 'active'"
            ) == 1
        )
    }

    @Test func `a new password is chosen by its owner, never shown to who asked for it`() async throws {
        let world = try await market()
        let rana = "/api/admins/\(try await world.id(of: .rana))"
        let old = try await world.token(of: .rana)

        let answer = try await world.as(.noor).post("\(rana)/reset-password")

        #expect(answer.status == 202)
        #expect(try await world.with(token: old).get("/api/auth/me").status == 401)
        let token = try await world.mailedToken(to: Person.rana.email)
        #expect(!answer.json.text.contains(token))
        let known: JSONValue = [
            "email": .string(Person.rana.email), "password": .string(Person.demoPassword),
        ]
        #expect(try await world.logIn(known).status == 401, "the old password may be known to others")
        let reset = try await world.anonymous.post(
            "/api/auth/reset-password",
            ["token": .string(token), "new_password": "عشرة طيور على شجرة"]
        )
        #expect(reset.status == 204)
        #expect(
            try await world.logIn(["email": .string(Person.rana.email), "password": "عشرة طيور على شجرة"])
                .status == 200
        )
    }

    @Test func `shop owners are let in and shut out by those of their zone`() async throws {
        let world = try await market()
        let owners = try await world.as(.ali).get("/api/admins/shop-owners")
        #expect(owners["data"]?.arrayValue?.map { $0["name"]?.stringValue } == ["Omar Hadi"])
        let id = try await world.id(of: .omar)
        let omar = "/api/admins/shop-owners/\(id)/active"
        let token = try await world.token(of: .omar)

        #expect(try await world.as(.rana).patch(omar, ["is_active": false]).status == 404)
        #expect(try await world.as(.hassan).patch(omar, ["is_active": false]).status == 403)
        #expect(try await world.as(.ali).patch(omar, ["is_active": false])["is_active"] == false)
        #expect(try await world.with(token: token).get("/api/auth/me").status == 401)
        #expect(try await world.as(.ali).patch(omar, ["is_active": true])["is_active"] == true)
        let ali = try await world.id(of: .ali)
        #expect(
            try await world.as(.noor).patch("/api/admins/shop-owners/\(ali)/active", ["is_active": false])
                .status == 404
        )
        #expect(try await world.as(.noor).get("/api/admins/\(id)").status == 404)
    }

    @Test func `the numbers of people are counted by role and zone`() async throws {
        let world = try await market()
        _ = try await world.register("salam@example.com", "+9647709990009")

        let stats = try await world.as(.noor).get("/api/admins/stats")

        #expect(stats["admins"] == ["total": 3, "active": 3] && stats["super_admins"]?["total"] == 1)
        #expect(
            stats["shop_owners"]?["total"] == 3 && stats["vendors"]?["total"] == 2 && stats["waiting"] == 1
        )
        #expect(stats["zones"]?.arrayValue?.map { $0["shop_owners"] } == [1, 1, 1])
        #expect(try await world.as(.ali).get("/api/admins/stats").status == 403)
    }
}
