import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

/// Rules for every row of the product's tables, of any feature.
@Suite struct TutoringTablesTests {
    @Test func `every table is declared personal or impersonal`() async throws {
        let world = try await castTutoring()

        let (live, mapped) = (try await world.liveTables(), world.product.mappedTables)

        #expect(live.subtracting(mapped).sorted() == [], "say in the feature what happens to these")
        #expect(mapped.subtracting(live).sorted() == [])
    }

    @Test func `no lifecycle says twice where an event leads`() {
        for table in tutoring.lifecycles {
            let moves = table.rows.map { "\($0.event) \($0.from) \($0.permission)" }
            #expect(Set(moves).count == moves.count, "\(table.name)")
        }
    }

    @Test func `every effect that a feature handles is published by a lifecycle`() {
        #expect(tutoring.unpublishedEffects == [])
    }

    @Test func `every writing operation has a quota or a reason`() {
        #expect(tutoring.quotaFlaws == [])
    }

    @Test func `the matrix has a reach for each role and names nothing twice`() {
        #expect(tutoring.access.flaws == [])
    }

    @Test func `every column of a person's sealed values is in its table`() async throws {
        let world = try await castTutoring()
        let tables = try await world.liveTables()

        for column in tutoring.personSealed {
            #expect(tables.contains("\(column.table)"), "\(column.name)")
        }
    }

    @Test func `every message has its text in Italian and English, and an example for each placeholder`() {
        #expect(tutoring.templateFlaws == [])
    }
}
