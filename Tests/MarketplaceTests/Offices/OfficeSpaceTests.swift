import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct OfficeSpaceTests {
    private static let root = OfficeScene.root

    private func names(
        _ query: String,
        in scene: OfficeScene,
        by person: Person = .pia
    ) async throws -> [String] {
        let list = try await scene.world.as(person).get("\(Self.root)\(query)")
        guard list.status == 200 else { throw TestFailure("no list: \(list)") }
        return (list["data"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    }

    @Test func `an administrator adds an office, which providers and staff see`() async throws {
        let scene = try await OfficeScene.open()
        let path = "\(Self.root)/\(scene.office)"

        let seen = try await scene.world.as(.pia).get(path)

        #expect(seen.status == 200 && seen["name"] == "Water Street", "\(seen)")
        #expect(seen["capacity"] == 6 && seen["hourly_minor"] == 2_000 && seen["active"] == true)
        #expect(seen["time_zone"] == "America/New_York" && seen["hours"]?.arrayValue?.count == 7)
        #expect(try await scene.world.as(.lina).get(path).status == 200)
        #expect(try await scene.world.as(.carl).get(path).status == 403)
        for person in [Person.carl, .pia, .lina] {
            #expect(try await scene.world.as(person).post(Self.root, OfficeScene.body()).status == 403)
        }
    }

    @Test func `a name is taken, and a changed office keeps the rest`() async throws {
        let scene = try await OfficeScene.open()
        let path = "\(Self.root)/\(scene.office)"

        let twice = try await scene.world.as(.ada).post(Self.root, OfficeScene.body(["name": "WATER street"]))
        let changed = try await scene.world.as(.ada).put(path, ["capacity": 8])
        let stale = try await scene.world.as(.ada).put(
            path,
            ["capacity": 9],
            headers: ["If-Match": "\"1.x\""]
        )

        #expect(twice.status == 409 && twice.problem == .nameTaken, "\(twice)")
        #expect(changed["capacity"] == 8 && changed["name"] == "Water Street", "\(changed)")
        #expect(stale.status == 412)
    }

    @Test(
        arguments: [
            ("capacity", 0), ("hourly_minor", 99), ("hourly_minor", 10_000_001), ("hourly_minor", 10.5),
            ("point", ["lat": 0]), ("hours", [["weekday": 1, "from": "12:00", "until": "10:00"]]),
        ] as [(String, JSONValue)]
    )
    func `wrong values are refused`(member: String, value: JSONValue) async throws {
        let world = try await castMarketplace()

        let answer = try await world.as(.ada).post(Self.root, OfficeScene.body([member: value]))

        #expect(answer.status == 422, "\(answer)")
        #expect(answer.faults.keys.allSatisfy { $0.hasPrefix("/\(member)") }, "\(answer)")
    }

    @Test func `offices are found by place, size, amenities, price and free time`() async throws {
        let scene = try await OfficeScene.open()
        let far = OfficeScene.body([
            "name": "Boston", "point": ["lat": 42.36, "lon": -71.06], "amenities": [],
        ])
        _ = try await scene.world.as(.ada).post(Self.root, far)
        _ = try await scene.book(.pete)
        let monday = "from=2026-11-23T11:00:00-05:00&until=2026-11-23T13:00:00-05:00"
        let night = "from=2026-11-23T19:00:00-05:00&until=2026-11-23T21:00:00-05:00"

        #expect(try await names("", in: scene) == ["Boston", "Water Street"])
        #expect(try await names("/search?lat=40.7&lon=-74", in: scene) == ["Water Street"])
        #expect(try await names("/search?lat=42.36&lon=-71.06&radius_km=0.1", in: scene) == ["Boston"])
        #expect(try await names("?capacity=7", in: scene) == [])
        #expect(try await names("?amenities=wi-fi,projector", in: scene) == ["Water Street"])
        #expect(try await names("?price_max_minor=1999", in: scene) == [])
        #expect(try await names("/search?\(monday)", in: scene) == ["Boston"])
        #expect(try await names("/search?\(night)", in: scene) == [])
    }

    @Test(arguments: [
        ("lat=40", "query/lon", "half_a_point"), ("radius_km=5", "query/radius_km", "needs_place"),
        ("from=2026-11-23T11:00:00Z", "query/until", "required"),
        ("colour=red", "query/colour", "unknown_member"),
    ])
    func `half a question is refused`(query: String, pointer: String, code: String) async throws {
        let scene = try await OfficeScene.open()

        let answer = try await scene.world.as(.pia).get("\(Self.root)/search?\(query)")

        #expect(answer.status == 422 && answer.faults == [pointer: code], "\(answer)")
    }

    @Test func `an office with future bookings stays, and its past ones do not keep it`() async throws {
        let scene = try await OfficeScene.open()
        let path = "\(Self.root)/\(scene.office)"
        let booking = try await scene.book()

        let refused = try await scene.world.as(.ada).delete(path)
        try await scene.goTo("13:00")
        let deleted = try await scene.world.as(.ada).delete(path)

        #expect(refused.status == 409 && refused.problem == .inUse, "\(refused)")
        #expect(deleted.status == 200 && deleted["active"] == false, "\(deleted)")
        #expect(try await scene.world.as(.ada).get(path).status == 404)
        #expect(try await names("", in: scene, by: .ada) == [])
        let list = try await scene.world.as(.pia).get("\(Self.root)/bookings")
        #expect(
            list["data"]?[0]?["id"] == booking["id"] && list["data"]?[0]?["state"] == "completed",
            "\(list)"
        )
        #expect(try await scene.world.as(.ada).post(Self.root, OfficeScene.body()).status == 201)
    }

    @Test func `an inactive office is for administrators only`() async throws {
        let scene = try await OfficeScene.open()
        let path = "\(Self.root)/\(scene.office)"

        _ = try await scene.world.as(.ada).put(path, ["active": false])

        #expect(try await scene.world.as(.pia).get(path).status == 404)
        #expect(try await scene.book().status == 404)
        #expect(try await names("", in: scene, by: .ada) == ["Water Street"])
        #expect(try await names("", in: scene) == [])
    }
}
