import Crypto
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct SealingTests {
    @Test func `a value opens at its place alone, with the key that sealed it`() throws {
        let (first, second) = (SymmetricKey(size: .bits256), SymmetricKey(size: .bits256))
        let old = SealingKeys(first)
        let renewed = SealingKeys(second, others: [first])
        let text = Array("a word".utf8)

        let sealed = try old.seal(text, at: "diary|note|1")
        let again = try old.seal(text, at: "diary|note|1")

        #expect(sealed != again && sealed.count == text.count + 33)
        #expect(sealed.first == 1 && sealed.starts(with: old.header))
        #expect(old.open(sealed, at: "diary|note|1") == text)
        #expect(renewed.open(sealed, at: "diary|note|1") == text)
        #expect(old.open(sealed, at: "diary|note|2") == nil)
        #expect(SealingKeys(second).open(sealed, at: "diary|note|1") == nil)
        #expect(try old.open(renewed.seal(text, at: "diary|note|1"), at: "diary|note|1") == nil)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(old.open(changed, at: "diary|note|1") == nil, "byte \(index)")
            #expect(old.open(Array(sealed[..<index]), at: "diary|note|1") == nil, "\(index) bytes")
        }
    }

    @Test func `a sealed key destroys what it has sealed when it is deleted`() throws {
        let ring = SealingKeys(SymmetricKey(size: .bits256))
        let dataKey = SymmetricKey(size: .bits256)
        let wrapped = try ring.seal(dataKey.bytes, at: "data_key|wrapped|7")
        let note = try SealingKeys(dataKey).seal("a note".utf8, at: "diary|note|1|7")

        let unwrapped = try #require(ring.open(wrapped, at: "data_key|wrapped|7"))

        #expect(
            SealingKeys(SymmetricKey(data: unwrapped)).open(note, at: "diary|note|1|7")
                == Array("a note".utf8)
        )
        #expect(ring.open(note, at: "diary|note|1|7") == nil)
    }

    @Test func `the sealed columns of the schema are the declared ones`() async throws {
        let world = try await aClub()

        let declared = world.product.sealed.map(\.name)

        #expect(
            declared == [
                "second_factor.secret", "idempotent_request.body", "notice.sealed", "push_device.sealed",
                "webhook_endpoint.secret",
                "webhook_endpoint.previous_secret",
            ]
        )
        for column in world.product.sealed {
            let (table, name, key) = (
                SQL(stringLiteral: column.table), SQL(stringLiteral: column.column),
                SQL(stringLiteral: column.key)
            )
            _ = try await world.db.read { tx in
                try tx.exists("SELECT 1 FROM \(table) WHERE \(name) IS NOT NULL AND \(key) IS NULL")
            }
        }
    }
}
