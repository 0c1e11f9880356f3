import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

/// Rules for every row of the product's tables, of any feature.
@Suite struct DistributionTablesTests {
    @Test func `every table is declared personal or impersonal`() async throws {
        let world = try await market()

        let (live, mapped) = (try await world.liveTables(), world.product.mappedTables)

        #expect(live.subtracting(mapped).sorted() == [], "say in the feature what happens to these")
        #expect(mapped.subtracting(live).sorted() == [])
    }

    @Test func `no lifecycle says twice where an event leads`() {
        for table in distribution.lifecycles {
            let moves = table.rows.map { "\($0.event) \($0.from) \($0.permission)" }
            #expect(Set(moves).count == moves.count, "\(table.name)")
        }
    }

    @Test func `every effect that a feature handles is published by a lifecycle`() {
        #expect(
            Set(distribution.effects.keys) == [
                .bookDelivery, .checkRoute, .returnStock, .tellPayeePaid, .tellPayeeSentBack,
            ]
        )
        #expect(distribution.unpublishedEffects == [])
    }
}
