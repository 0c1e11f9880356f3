import Foundation
import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

/// `scripts/reprice.py` was written from the document, not from this code: both must come to the same, to the dinar.
@Suite("pricing, worked out again in Python")
struct RepriceTests {
    @Test(arguments: [101, 102, 103] as [UInt64])
    func `thousands of carts cost the same in both`(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let carts = (0..<1_000).map { _ in PricingCase.random(&random) }
        let answers = try reprice(carts.map(\.document))
        #expect(answers.count == carts.count)
        for (cart, answer) in zip(carts, answers) {
            let quote = try cart.quote()
            #expect(answer == quote.summary, "\(cart.document.text)")
        }
    }

    @Test func `the comparison can fail: a dinar more is noticed`() throws {
        var cart = PricingCase()
        cart.line(1, 3, at: 250)
        let fees: JSONValue = ["fee": 1]
        var document = cart.document
        document["context"]?["delivery"] = .members([(PricingCase.company(1).description, fees)])
        let (other, own) = (try reprice([document]).first, try cart.quote().summary)
        #expect(other != own)
    }

    private func reprice(_ documents: [JSONValue]) throws -> [JSONValue] {
        let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/")
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("portico-\(UUID()).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(documents.map { $0.text + "\n" }.joined().utf8).write(to: file)
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "\(root)/scripts/reprice.py"]
        python.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        guard python.terminationStatus == 0 else { throw TestFailure("reprice.py failed") }
        return try said.split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: Array($0)) }
    }
}

extension Quote {
    /// The expected output of the script.
    fileprivate var summary: JSONValue {
        [
            "lines": .array(
                lines.map { line in
                    [
                        "product_id": .string(line.product.description),
                        "quantity": .integer(Int64(line.quantity)),
                        "unit_price": .integer(line.unitPrice.value),
                        "subtotal": .integer(line.subtotal.value),
                        "discount": .integer(line.discount.value), "total": .integer(line.total.value),
                    ]
                }
            ),
            "companies": .array(
                perCompany.map { part in
                    [
                        "company_id": .string(part.company.description),
                        "subtotal": .integer(part.subtotal.value),
                        "discount": .integer(part.discount.value),
                        "delivery_fee": .integer(part.deliveryFee.value), "total": .integer(part.total.value),
                    ]
                }
            ),
            "applied": .array(
                applied.map { applied in
                    [
                        "promotion_id": .string(applied.promotion.description),
                        "discount": .integer(applied.discount.value),
                    ]
                }
            ),
            "subtotal": .integer(subtotal.value), "discount": .integer(discount.value),
            "delivery_fee": .integer(deliveryFee.value), "total": .integer(total.value),
        ]
    }
}
