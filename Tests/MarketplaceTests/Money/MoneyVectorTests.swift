import Kernel
import Testing

@testable import Marketplace

@Suite struct MoneyVectorTests {
    @Test func `commissions`() throws {
        for vector in try MarketVectors.list("commission") {
            let amount = vector.whole("amount")
            let commission = Commission.of(amount, basisPoints: Int(vector.whole("bp")), minimum: 100)
            #expect(commission == vector.whole("commission"), "\(vector)")
            #expect(amount - commission == vector.whole("provider"), "\(vector)")
        }
    }

    @Test func `refunds divide commission and tax half up, cumulatively`() throws {
        for vector in try MarketVectors.list("refunds") {
            var split = RefundSplit(
                amount: vector.whole("amount"),
                commission: vector.whole("commission"),
                vat: vector.whole("vat")
            )
            for part in vector["parts"]?.arrayValue ?? [] {
                let taken = split.apply(part.whole("refund"))
                #expect(taken.commission == part.whole("commission"), "\(part)")
                #expect(taken.vat == part.whole("of_which_vat"), "\(part)")
                #expect(taken.provider == part.whole("provider"), "\(part)")
            }
        }
    }

    @Test func `any parts sum to the commission, each rising with the refund`() {
        var seed: UInt64 = 7
        func below(_ bound: Int64) -> Int64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64(seed >> 33) % bound
        }
        for _ in 0..<500 {
            let amount = 100 + below(1_000_000)
            let commission = below(amount + 1)
            var split = RefundSplit(amount: amount, commission: commission, vat: below(commission + 1))
            var (left, sum) = (amount, Int64(0))
            while left > 0 {
                let part = split.apply(1 + below(left))
                #expect(part.commission >= 0 && part.provider >= 0)
                left -= part.refund
                sum += part.commission
            }
            #expect(sum == commission)
        }
    }

    @Test func `cancellations`() throws {
        for vector in try MarketVectors.list("cancel") {
            let terms = CancelTerms(left: vector.whole("amount"), feeBP: Int(vector.whole("fee_bp")))
            #expect(terms.fee == vector.whole("fee"), "\(vector)")
            #expect(terms.refund == vector.whole("refund"), "\(vector)")
            let split = RefundSplit(amount: vector.whole("amount"), commission: vector.whole("commission"))
            let kept = split.commission(keeping: terms.fee)
            #expect(kept == vector.whole("commission_kept"), "\(vector)")
            #expect(terms.fee - kept == vector.whole("provider"), "\(vector)")
        }
    }
}
