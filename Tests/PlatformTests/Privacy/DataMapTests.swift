import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct DataMapTests {
    @Test func `every table is declared personal or impersonal`() async throws {
        let world = try await aClub()

        let (live, mapped) = (try await world.liveTables(), world.product.mappedTables)

        #expect(live.subtracting(mapped).sorted() == [], "say in Privacy what happens to these")
        #expect(mapped.subtracting(live).sorted() == [], "there are no such tables")
    }

    @Test func `an unmapped table is noticed`() async throws {
        let world = try await aClub()
        try await world.db.write { tx in
            try tx.execute("CREATE TABLE diary (account_id INTEGER, page TEXT)")
        }

        #expect(try await world.liveTables().subtracting(world.product.mappedTables) == ["diary"])
    }

    @Test func `nothing has two names`() {
        let names = club().personalData.map(\.name)
        let rules = club().retention.map(\.name)

        #expect(Set(names).count == names.count)
        #expect(Set(rules).count == rules.count)
    }
}
