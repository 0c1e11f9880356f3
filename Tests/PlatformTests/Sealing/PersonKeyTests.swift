import Crypto
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct PersonKeyTests {
    @Test func `a value begins with 1 and the version of the key, and opens at its place alone`() async throws
    {
        let world = try await aNotebook()
        let (giulia, luca) = (
            try await world.account(of: .giulia).id, try await world.account(of: .luca).id
        )
        let site = world.site
        let other = PersonSealedColumn("page", "title", key: "id", account: "account_id")

        try await world.db.write { tx in
            let (row, neighbour) = (tx.newID(of: SealedPage.self), tx.newID(of: SealedPage.self))
            let key = try PersonKey.of(giulia, at: site, tx)
            let his = try PersonKey.of(luca, at: site, tx)
            let sealed = try SealedPage.text.seal("a word".utf8, in: row, of: giulia, at: site, tx)

            #expect(sealed.count == 6 + 33 && sealed.starts(with: [1, 0, 0, 0, 1]))
            #expect(try SealedPage.text.seal("a word".utf8, in: row, with: key) != sealed)
            #expect(try SealedPage.text.open(sealed, in: row, with: key) == Array("a word".utf8))
            #expect(throws: SealedValueUnreadable.self) {
                try SealedPage.text.open(sealed, in: neighbour, with: key)
            }
            #expect(throws: SealedValueUnreadable.self) { try other.open(sealed, in: row, with: key) }
            #expect(throws: SealedValueUnreadable.self) {
                try SealedPage.text.open(sealed, in: row, with: his)
            }
            #expect(throws: SealedValueUnreadable.self) {
                try SealedPage.text.open(sealed, in: row, with: nil)
            }
        }
    }

    @Test func `a key opens for its person alone, and under its own name`() async throws {
        let world = try await aNotebook()
        let (giulia, luca) = (
            try await world.account(of: .giulia).id, try await world.account(of: .luca).id
        )
        for account in [giulia, luca] {
            _ = try await SealedPage.write("mine", of: account, at: world.site)
        }
        #expect(try await world.keyCounts().map(\.id) == [FieldKey.derivedID])

        try await world.db.write { tx in
            let mine = try #require(try WrappedKey.find(giulia, tx))
            try tx.execute("UPDATE person_key SET wrapped = \(mine.wrapped) WHERE account_id = \(luca)")
            try tx.execute("UPDATE person_key SET key_id = 'other' WHERE account_id = \(giulia)")
        }

        for account in [giulia, luca] {
            await #expect(throws: SealedValueUnreadable.self) {
                try await SealedPage.all(of: account, at: world.site)
            }
        }
    }

    @Test func `of twenty first values at once each has the same key`() async throws {
        let world = try await aNotebook()
        let giulia = try await world.account(of: .giulia).id

        _ = try await world.atOnce(20) { number in
            try await SealedPage.write("page", of: giulia, at: world.site)
        }

        #expect(try await SealedPage.all(of: giulia, at: world.site).count == 20)
        #expect(try await world.keyCounts() == [KeyCount(id: "0", count: 1)])
    }

    @Test func `an erasure takes the key along, and nobody gets one afterwards`() async throws {
        let world = try await aNotebook()
        let giulia = try await world.account(of: .giulia).id
        _ = try await SealedPage.write("a secret", of: giulia, at: world.site)

        let gone = try await world.as(.giulia).delete("/api/users/me/account", leaving)

        #expect(gone.status == 204, "\(gone)")
        #expect(try await world.keyCounts() == [])
        await #expect(throws: Problem.self) {
            _ = try await SealedPage.write("one more", of: giulia, at: world.site)
        }
        #expect(try await world.keyCounts() == [])
        #expect(try await world.audit().contains("account.erase"))
    }

    @Test func `an erasure while pages are written leaves none, in either order`() async throws {
        let world = try await aNotebook()
        let giulia = try await world.account(of: .giulia).id
        let token = try await world.token(of: .giulia)

        let written = try await world.atOnce(20) { number in
            if number == 10 {
                return try await world.with(token: token).delete("/api/users/me/account", leaving).status
                    == 204
            }
            do {
                _ = try await SealedPage.write("page \(number)", of: giulia, at: world.site)
                return true
            } catch is Problem {
                return false
            }
        }

        #expect(written[10])
        #expect(try await world.keyCounts() == [])
    }

    @Test(arguments: [
        "", "a", ":", "a:", "a:AAAA", "0:\(String(repeating: "A", count: 43))=",
        "a b:\(String(repeating: "A", count: 43))=",
        "a:\(String(repeating: "A", count: 43))",
        "\(String(repeating: "a", count: 33)):\(String(repeating: "A", count: 43))=",
        ":\(String(repeating: "A", count: 43))=",
    ])
    func `a key that is none is refused`(text: String) {
        #expect(FieldKey(text) == nil)
        #expect(FieldKey("2026-b_1:\(String(repeating: "A", count: 43))=")?.id == "2026-b_1")
    }

    @Test func `ids and keys are there once`() {
        let (a, b) = (FieldKey.sample("a"), FieldKey.sample("b"))
        let same = FieldKey("c" + FieldKey.sampleText("a").dropFirst())

        #expect([a, b].areDistinct && ![a, b, a].areDistinct)
        #expect(![a, same].compactMap(\.self).areDistinct)
    }
}
