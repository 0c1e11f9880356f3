import Kernel
import Testing

@testable import CAF

@Suite struct ExactTests {
    @Test(
        arguments: [
            (Exact(cents: 5).times(1, over: 2), 3), (Exact(cents: 1).times(1, over: 3), 0),
            (Exact(cents: 2).times(1, over: 3), 1), (Exact(cents: 19_237_50).times(1, over: 100), 19_238),
        ] as [(Exact, Int64)]
    )
    func `halves go up at the cent`(amount: Exact, cents: Int64) throws {
        #expect(try amount.rounded().value == cents)
    }

    @Test(arguments: [(1_049, 1_000), (1_050, 1_100), (49, 0), (50, 100), (0, 0)] as [(Int64, Int64)])
    func `forty-nine cents go down and fifty up at the euro`(cents: Int64, euros: Int64) throws {
        #expect(try Exact(cents: cents).rounded(to: 100).value == euros)
    }

    @Test func `thirds of thirds lose nothing`() {
        let third = Exact(cents: 100).times(1, over: 3)
        #expect(third + third + third == Exact(cents: 100))
        #expect(Exact(cents: 7).times(3, over: 7).times(7, over: 3) == Exact(cents: 7))
        #expect(third < Exact(cents: 34) && third > Exact(cents: 33))
    }

    @Test func `what is negative or beyond an amount is refused`() throws {
        let most = try #require(Cents(10_000_000_000_000))
        #expect(try Exact(most).rounded() == most)
        #expect(throws: Problem.self) { try (Exact(most) + Exact(cents: 1)).rounded() }
        #expect(throws: Problem.self) { try Exact(cents: -1).rounded() }
        #expect(throws: Problem.self) { try Exact(cents: .max).times(.max).rounded() }
    }
}
