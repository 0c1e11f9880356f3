import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

@Suite struct DistributionDataMapTests {
    @Test func `every table is declared personal or impersonal`() async throws {
        let world = try await market()

        let (live, mapped) = (try await world.liveTables(), distribution.mappedTables)

        #expect(live.subtracting(mapped).sorted() == [], "say in the Feature what happens to these")
        #expect(mapped.subtracting(live).sorted() == [], "there are no such tables")
    }

    @Test func `nothing has two names`() {
        let names = distribution.personalData.map(\.name)
        let rules = distribution.retention.map(\.name)

        #expect(Set(names).count == names.count)
        #expect(Set(rules).count == rules.count)
    }
}
