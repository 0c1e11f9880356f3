import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct CreditRoutesTests {
    @Test func `lots and their entries are seen by their student, the seller and administrators`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        func count(_ person: Person, _ query: String = "") async throws -> Int {
            try await scene.world.as(person).get("/api/v1/credits\(query)")["data"]?.arrayValue?.count ?? -1
        }

        #expect(try await count(.sara) == 1)
        #expect(try await count(.sami) == 0)
        #expect(try await count(.tina) == 1)
        #expect(try await count(.theo) == 0)
        #expect(try await count(.ada) == 1)
        #expect(try await count(.sara, "?live=true") == 1)
        #expect(try await count(.sara, "?live=false") == 0)
        #expect(try await scene.entries(bought.lot) == ["grant 1000 27000"])
        #expect(try await scene.entries(bought.lot, by: .tina) == ["grant 1000 27000"])
        #expect(try await scene.world.as(.sami).get("/api/v1/credits/\(bought.lot)/entries").status == 404)

        try await scene.pass(.days(181))
        #expect(try await count(.sara, "?live=true") == 0)
        #expect(try await scene.entries(bought.lot).first == "expire 1000 27000")
    }

    @Test func `both sides' clients learn what is available`() async throws {
        let scene = try await MoneyScene.open()
        _ = try await scene.buy()

        #expect(try await scene.lessons.events().contains("credit:changed"))
    }
}
