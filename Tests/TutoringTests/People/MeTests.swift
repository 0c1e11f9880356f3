import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct MeTests {
    private let pixel = Array("PNG pixel".utf8)

    @Test func `a person reads and changes the own profile`() async throws {
        let world = try await castTutoring()

        let before = try await world.as(.sara).get("/api/v1/users/me")
        let changed = try await world.as(.sara).patch(
            "/api/v1/users/me",
            ["first_name": "Sarah", "phone": nil, "locale": "en", "time_zone": "Asia/Kolkata"]
        )

        #expect(before["phone"] == "+390650000001" && before["locale"] == "it", "\(before)")
        #expect(try await before["profile_id"] == .string(world.id(of: .sara)))
        #expect(changed.status == 200 && changed["first_name"] == "Sarah", "\(changed)")
        #expect(
            changed["phone"] == nil && changed["locale"] == "en" && changed["time_zone"] == "Asia/Kolkata"
        )
        #expect(changed["last_name"] == "Conti")
    }

    @Test func `a change of an older version is refused`() async throws {
        let world = try await castTutoring()
        let version = try await world.as(.sara).get("/api/v1/users/me").header("etag") ?? ""

        _ = try await world.as(.sara).patch("/api/v1/users/me", ["first_name": "Sarah"])
        let late = try await world.as(.sara).patch(
            "/api/v1/users/me",
            ["first_name": "Zara"],
            headers: ["If-Match": version]
        )

        #expect(late.status == 412, "\(late)")
    }

    @Test func `the picture is a clean picture of the caller, and others see it`() async throws {
        let world = try await castTutoring()
        let picture = try await world.file("me.png", .png, pixel, of: .tina)
        let text = try await world.file("me.pdf", .pdf, Array("%PDF-1.4".utf8), of: .tina)
        let strange = try await world.file("sara.png", .png, pixel, of: .sara)

        let set = try await world.as(.tina).patch("/api/v1/users/me", ["avatar_file": .string(picture)])
        let none = try await world.as(.tina).patch("/api/v1/users/me", ["avatar_file": .string(text)])
        let theirs = try await world.as(.tina).patch("/api/v1/users/me", ["avatar_file": .string(strange)])
        let card = try await world.anonymous.get("/api/v1/tutors/\(world.tutor(of: .tina))")
        let cleared = try await world.as(.tina).patch("/api/v1/users/me", ["avatar_file": nil])

        #expect(set.status == 200 && set["avatar"]?.stringValue != nil, "\(set)")
        #expect(none.status == 422 && none.faults == ["/avatar_file": "no_picture"], "\(none)")
        #expect(theirs.status == 422, "\(theirs)")
        #expect(card["card"]?["avatar"]?.stringValue?.contains("/files/open/") == true, "\(card)")
        #expect(cleared["avatar"] == nil)
    }

    @Test func `the tutor's profile is the tutor`() async throws {
        let world = try await castTutoring()

        let me = try await world.as(.tina).get("/api/v1/users/me")

        #expect(try await me["profile_id"] == .string(world.tutor(of: .tina).description), "\(me)")
        #expect(me["role"] == "tutor")
    }
}

extension World {
    /// A clean file of the person's own.
    func file(_ name: String, _ type: MediaType, _ bytes: [UInt8], of person: Person) async throws -> String {
        let owner = try await account(of: person)
        let received = try await Files.make(name, type, at: site) { try await $0.append(bytes) }
        return try await db.write { tx in
            let actor = Actor.owner(of: try Account.find(owner, tx))
            return try UserFile.add(received, NewUserFile(owner: owner), by: actor, tx).id.description
        }
    }
}
