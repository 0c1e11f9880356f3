import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// Field keys that come and go.
@Suite struct RewrapTests {
    @Test func `keys rotate twice, and the export opens all`() async throws {
        let world = try await aNotebook()
        let giulia = try await world.account(of: .giulia).id
        _ = try await SealedPage.write("under the secret", of: giulia, at: world.site)

        let first = try await world.site(fieldKeys: "a")
        #expect(try await SealedPage.all(of: giulia, at: first) == ["under the secret"])
        #expect(try await Rewrap.run(at: first) == .init(rewrapped: 1))
        _ = try await SealedPage.write("under a", of: giulia, at: first)
        let second = try await world.site(fieldKeys: "b", "a")
        #expect(try await Rewrap.run(at: second) == .init(rewrapped: 1))
        _ = try await SealedPage.write("under b", of: giulia, at: second)

        #expect(try await world.keyCounts() == [KeyCount(id: "b", count: 1)])
        let alone = try await world.site(fieldKeys: "b")
        let texts = ["under the secret", "under a", "under b"]
        #expect(try await SealedPage.all(of: giulia, at: alone) == texts)
        #expect(try await Rewrap.run(at: alone) == .init())
        #expect(try await alone.db.read { tx in try PersonKey.missing(from: alone.fieldKeys, tx) } == [])
        let archive = try await alone.db.read { tx in
            try PersonalArchive(of: giulia, at: alone, in: [.english], tx)
        }
        let bytes = try await archive.bytes(from: alone)
        let pages = try PythonZip(bytes).json("pages.json").arrayValue ?? []
        #expect(pages.compactMap { $0["text"]?.stringValue } == texts)
    }

    @Test func `rewrap during writes: 0 unreadable`() async throws {
        let world = try await aNotebook()
        let people = try await world.newcomers(60)
        let sites = [try await world.site(fieldKeys: "a", "b"), try await world.site(fieldKeys: "b", "a")]
        for person in people.prefix(30) { _ = try await SealedPage.write("first", of: person, at: sites[0]) }

        let counts = try await world.atOnce(16) { number in
            if number % 4 == 0 { return try await Rewrap.run(at: sites[1]) }
            for person in people {
                _ = try await SealedPage.write("page", of: person, at: sites[number % 2])
                #expect(try await SealedPage.all(of: person, at: sites[(number + 1) % 2]).isEmpty == false)
            }
            return Rewrap.Count()
        }
        let rest = try await Rewrap.run(at: sites[1])

        #expect(counts.allSatisfy { $0.unreadable == 0 } && rest.unreadable == 0)
        #expect(counts.map(\.rewrapped).reduce(rest.rewrapped, +) <= 60)
        #expect(try await world.keyCounts() == [KeyCount(id: "b", count: 60)])
        let last = try await world.site(fieldKeys: "b")
        for person in people {
            #expect(try await SealedPage.all(of: person, at: last).filter { $0 == "page" }.count == 12)
        }
    }

    @Test func `several runs at once rewrap each key once`() async throws {
        let world = try await aNotebook()
        for person in try await world.newcomers(450) {
            try await world.db.write { [site = world.site] tx in _ = try PersonKey.of(person, at: site, tx) }
        }
        let renewed = try await world.site(fieldKeys: "a")
        #expect(try await renewed.db.read { tx in try Rewrap.pending(renewed.fieldKeys, tx) } == 450)

        let counts = try await world.atOnce(4) { _ in try await Rewrap.run(at: renewed) }

        #expect(counts.map(\.rewrapped).reduce(0, +) == 450)
        #expect(counts.allSatisfy { $0.unreadable == 0 })
        #expect(try await renewed.db.read { tx in try Rewrap.pending(renewed.fieldKeys, tx) } == 0)
    }

    @Test func `a rewrap that comes too late changes nothing`() async throws {
        let world = try await aNotebook()
        let giulia = try await world.account(of: .giulia).id
        _ = try await SealedPage.write("a secret", of: giulia, at: world.site)
        let renewed = try await world.site(fieldKeys: "a")
        let old = try #require(try await world.db.read { tx in try WrappedKey.find(giulia, tx) })
        let key = try #require(renewed.fieldKeys.unwrap(old))
        let new = try renewed.fieldKeys.wrap(key, of: giulia, version: old.version)

        _ = try await Rewrap.run(at: renewed)
        #expect(try await world.db.write { tx in try old.replaced(by: new, tx) } == false)
        _ = try await world.as(.giulia).delete("/api/users/me/account", leaving)
        #expect(try await world.db.write { tx in try old.replaced(by: new, tx) } == false)
        #expect(try await world.keyCounts() == [])
    }

    @Test func `keys that are wrapped by a missing one are counted by its id and left alone`() async throws {
        let world = try await aNotebook()
        let people = try await world.newcomers(3)
        let site = try await world.site(fieldKeys: "a")
        for person in people { _ = try await SealedPage.write("a secret", of: person, at: site) }
        let lacking = try await world.site(fieldKeys: "b")
        let changed = try await World.site(
            world.product,
            world.db,
            world.clock,
            secret: SiteSecret("another secret, of which the first key does not come")
        )

        let missing = try await world.db.read { tx in try PersonKey.missing(from: lacking.fieldKeys, tx) }

        #expect(missing == [KeyCount(id: "a", count: 3)])
        #expect(try await Rewrap.run(at: lacking) == .init(rewrapped: 0, unreadable: 3))
        #expect(try await SealedPage.all(of: people[0], at: site) == ["a secret"])
        try await world.db.write { tx in try tx.execute("DELETE FROM person_key") }
        try await world.db.write { [site = world.site] tx in _ = try PersonKey.of(people[0], at: site, tx) }
        let derived = try await world.db.read { tx in try PersonKey.missing(from: changed.fieldKeys, tx) }
        #expect(derived == [KeyCount(id: "0", count: 1)], "the key of another secret has the same id")
    }

    @Test func `a schedule rewraps, and skips keys that it cannot open`() async throws {
        let world = try await aNotebook()
        let giulia = try await world.account(of: .giulia).id
        _ = try await SealedPage.write("a secret", of: giulia, at: world.site(fieldKeys: "a"))

        world.clock.advance(by: .hours(25))
        try await world.tick()

        let states = try await world.jobs().filter { $0.kind == Rewrap.kind }.map(\.state)
        #expect(states == [.done])
        #expect(try await world.keyCounts() == [KeyCount(id: "a", count: 1)])
    }

    @Test func `the values of the site move to the field keys too`() async throws {
        let world = try await aNotebook()
        let giulia = try await world.account(of: .giulia).id
        try await world.db.write { [site = world.site] tx in
            try PushDevice.register("device-1", .android, for: giulia, in: nil, at: site, tx)
        }
        let renewed = try await world.site(fieldKeys: "a")

        #expect(try await ResealValues.run(at: renewed) == .init(resealed: 1))

        #expect(try await ResealValues.run(at: renewed) == .init())
        #expect(try await ResealValues.run(at: world.site) == .init(unreadable: 1))
    }
}

extension PersonalArchive {
    fileprivate func bytes(from site: Site) async throws -> [UInt8] {
        let parts = Parts()
        try await send(from: site) { await parts.add($0) }
        return await parts.bytes
    }

    private actor Parts {
        var bytes: [UInt8] = []
        func add(_ piece: [UInt8]) { bytes += piece }
    }
}

extension World {
    /// Accounts of people of whom nothing else is known.
    fileprivate func newcomers(_ count: Int) async throws -> [ID<Account>] {
        try await db.write { [site] tx in
            try (0..<count).map { _ in
                let address = EmailAddress(unchecked: "\(tx.newID(of: Account.self))@example.com")
                let account = try Account.insert(
                    email: address,
                    phone: PhoneBook(nil, isTrusted: false, at: site, tx),
                    password: nil,
                    role: .member,
                    locale: .italian,
                    tx
                )
                return try #require(account).id
            }
        }
    }
}
