import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct ProfileTests {
    private static let path = "/api/v1/users/profile"

    @Test func `a customer changes the own profile`() async throws {
        let world = try await castMarketplace()

        let before = try await world.as(.carl).get(Self.path)
        let changed = try await world.as(.carl).put(
            Self.path,
            ["name": "Carl B. Jones", "phone": nil, "time_zone": "America/Chicago"]
        )
        let kept = try await world.as(.carl).put(Self.path, ["time_zone": nil])

        #expect(before["name"] == "Carl Jones" && before["phone"] == "+12125550101")
        #expect(changed.status == 200 && changed["name"] == "Carl B. Jones", "\(changed)")
        #expect(changed["phone"] == nil && changed["time_zone"] == "America/Chicago")
        #expect(kept["name"] == "Carl B. Jones" && kept["time_zone"] == "America/New_York", "\(kept)")
    }

    @Test(arguments: ["role", "email", "status"])
    func `nobody changes the own role, e-mail address or status there`(_ member: String) async throws {
        let world = try await castMarketplace()

        let answer = try await world.as(.carl).put(Self.path, .object([member: "admin"]))

        #expect(answer.status == 422 && answer.faults == ["/\(member)": "unknown_member"], "\(answer)")
    }

    @Test func `a change of an old version is refused`() async throws {
        let world = try await castMarketplace()
        let tag = try await world.as(.carl).get(Self.path).header("etag") ?? ""

        let first = try await world.as(.carl).put(Self.path, ["name": "One"], headers: ["If-Match": tag])
        let second = try await world.as(.carl).put(Self.path, ["name": "Two"], headers: ["If-Match": tag])

        #expect(first.status == 200 && second.status == 412)
    }

    @Test func `a provider and staff see what they are`() async throws {
        let world = try await castMarketplace()

        let provider = try await world.as(.pia).get(Self.path)
        let manager = try await world.as(.lina).get(Self.path)

        #expect(provider["provider"]?["business_name"] == "Novak Painting", "\(provider)")
        #expect(provider["provider"]?["status"] == "active" && provider["customer"] == nil)
        let region = try await world.region("New York").description
        #expect(manager["regions"] == [.string(region)] && manager["mfa_enabled"] == true, "\(manager)")
    }

    @Test func `a new password ends the other sessions`() async throws {
        let world = try await castMarketplace()
        let other = try await world.logIn(.carl)["access_token"]?.stringValue ?? ""

        let changed = try await world.as(.carl).put(
            "/api/v1/users/change-password",
            ["current": .string(Person.demoPassword), "new": "a long and new sentence"]
        )

        #expect(changed.status == 204, "\(changed)")
        #expect(try await world.as(.carl).get(Self.path).status == 200)
        #expect(try await world.with(token: other).get(Self.path).status == 401)
    }

    @Test(arguments: [
        ("Not-the-password-1", "a long and new sentence", ["/current": "wrong_password"]),
        (Person.demoPassword, "password123", ["/new": "password_too_common"]),
    ])
    func `a wrong or common password is refused`(
        current: String,
        new: String,
        faults: [String: String]
    ) async throws {
        let world = try await castMarketplace()

        let answer = try await world.as(.carl).put(
            "/api/v1/users/change-password",
            ["current": .string(current), "new": .string(new)]
        )

        #expect(answer.status == 422 && answer.faults == faults, "\(answer)")
    }

    @Test func `a picture is one that was uploaded for it, and the one before goes`() async throws {
        let world = try await castMarketplace()
        let first = try await world.upload(.carl, for: "avatar")
        let second = try await world.upload(.carl, for: "avatar")
        let foreign = try await world.upload(.cora, for: "avatar")

        let stolen = try await world.as(.carl).put(Self.path, ["avatar_file": .string(foreign)])
        let set = try await world.as(.carl).put(Self.path, ["avatar_file": .string(first)])
        let replaced = try await world.as(.carl).put(Self.path, ["avatar_file": .string(second)])

        #expect(stolen.status == 422 && stolen.faults == ["/avatar_file": "unknown_file"], "\(stolen)")
        #expect(set["avatar"]?["id"] == .string(first), "\(set)")
        #expect(replaced["avatar"]?["id"] == .string(second), "\(replaced)")
        let left = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM stored_file WHERE id = \(ID<StoredFile>(first))", as: Int.self)
        }
        #expect(left == 0)
    }
}
