import Foundation
import Kernel
import TestKit
import Testing

@testable import Distribution

@Suite("finding orders")
struct OrderSearchTests {
    @Test func `a shop's order is found by its name on any keyboard, its telephone and its reference`()
        async throws
    {
        let world = try await shoppingMarket()
        let omar = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        let dilan = try await world.ordered([("ZAG-HONEY-1", 1)], as: .dilan)
        for typed in [
            "أسواق عمر", "اسواق", "عُمر omar", "Hadi OMAR", "0770 100 0006", "+9647701000006", "٠٧٧٠١٠٠٠٠٠٦",
            "1000006",
        ] {
            #expect(try await world.found(typed, as: .noor) == [omar], "\(typed)")
        }
        for typed in ["مارکێتی دیلان", "ماركيتي ديلان", "dilan rash", "07701000008"] {
            #expect(try await world.found(typed, as: .noor) == [dilan], "\(typed)")
        }
        let shown = try await world.as(.noor).get("/api/orders/\(omar)")
        let code = try #require(shown["reference"]?.stringValue)
        for typed in [code, code.lowercased(), code.replacing("-", with: ""), code.replacing("-", with: " ")]
        {
            #expect(try await world.found(typed, as: .noor) == [omar], "\(typed)")
        }
        for typed in ["أسواق زينب", "omar dilan", "%", "_", "07701000099", "' OR 1=1 --"] {
            #expect(try await world.found(typed, as: .noor) == [], "\(typed)")
        }
        let long = String(repeating: "a", count: 101)
        #expect(try await world.as(.noor).get("/api/orders?search=\(long)").status == 422)
    }

    @Test func `only orders within reach are found, whoever asks`() async throws {
        let world = try await shoppingMarket()
        let omar = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        let dilan = try await world.ordered([("ZAG-HONEY-1", 1)], as: .dilan)
        let callers: [(Person, String, [String])] = [
            (.hassan, "vendors/orders", [omar]), (.layla, "vendors/orders", [dilan]),
            (.hassan, "orders", [omar]),
            (.ali, "orders", [omar]), (.rana, "orders", [dilan]), (.omar, "orders", [omar]),
            (.zainab, "orders", []),
        ]
        for (person, list, seen) in callers {
            let byName = try await world.found("omar", as: person, in: list)
            let byNumber = try await world.found("07701000008", as: person, in: list)
            #expect(byName + byNumber == seen, "\(person.name) \(list)")
        }
        let shown = try await world.as(.dilan).get("/api/orders/\(dilan)")
        let code = try #require(shown["reference"]?.stringValue)
        #expect(try await world.found(code, as: .omar) == [])
        #expect(try await world.found(code, as: .hassan, in: "vendors/orders") == [])
        #expect(try await world.found(code, as: .rana) == [dilan])
    }

    @Test func `each sort lists every order once, over two pages`() async throws {
        let world = try await shoppingMarket()
        let zainab = try await world.ordered([("FUR-RICE-5", 2)], as: .zainab)
        world.clock.advance(by: .minutes(1))
        let omar = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        world.clock.advance(by: .minutes(1))
        let dilan = try await world.ordered([("ZAG-HONEY-1", 1)], as: .dilan)
        world.clock.advance(by: .minutes(1))
        #expect(try await world.move(zainab, to: "CONFIRMED", as: .noor).status == 200)

        for (sort, expected) in [
            ("newest", [dilan, omar, zainab]), ("oldest", [zainab, omar, dilan]),
            ("updated", [zainab, dilan, omar]), ("total_asc", [omar, zainab, dilan]),
            ("total_desc", [dilan, zainab, omar]), ("shop_asc", [omar, dilan, zainab]),
            ("shop_desc", [zainab, dilan, omar]),
        ] {
            let path = "/api/orders?limit=2&sort=\(sort)"
            let first = try await world.as(.noor).get(path)
            let cursor = try #require(first["page"]?["next_cursor"]?.stringValue, "\(sort) \(first)")
            let second = try await world.as(.noor).get("\(path)&cursor=\(cursor)")
            #expect(first.orderIDs + second.orderIDs == expected, "\(sort)")
            #expect(second["page"]?["next_cursor"]?.stringValue == nil, "\(sort)")
            let numbered = try await world.as(.noor).get("\(path)&page=2")
            #expect(numbered.orderIDs == [expected[2]] && numbered["page"]?["total"] == 3, "\(sort)")
            let other = sort == "oldest" ? "newest" : "oldest"
            let foreign = try await world.as(.noor).get("/api/orders?sort=\(other)&cursor=\(cursor)")
            #expect(foreign.status == 422 && foreign.faults.keys.sorted() == ["query/cursor"], "\(sort)")
        }
        #expect(try await world.as(.noor).get("/api/orders").orderIDs == [dilan, omar, zainab])
        #expect(
            try await world.as(.hassan).get("/api/vendors/orders?sort=oldest").orderIDs == [zainab, omar]
        )
        #expect(try await world.as(.noor).get("/api/orders?sort=best").status == 422)
    }

    @Test func `counts follow the search`() async throws {
        let world = try await shoppingMarket()
        let omar = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        _ = try await world.ordered([("ZAG-HONEY-1", 1)], as: .dilan)
        let shown = try await world.as(.noor).get("/api/orders/\(omar)")
        let counted = try await world.as(.noor).get("/api/orders/stats?search=omar")
        #expect(counted["count"] == 1 && counted["total"] == shown["total"], "\(counted)")
        #expect(try await world.as(.noor).get("/api/orders/stats?search=07701000008")["count"] == 1)
        #expect(try await world.as(.rana).get("/api/orders/stats?search=omar")["count"] == 0)
        #expect(try await world.as(.noor).get("/api/orders/stats?sort=newest").status == 422)
    }
}

extension World {
    fileprivate func found(
        _ typed: String,
        as person: Person,
        in list: String = "orders"
    ) async throws -> [String] {
        let words = typed.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let answer = try await self.as(person).get("/api/\(list)?search=\(words)")
        #expect(answer.status == 200, "\(typed) \(answer)")
        return answer.orderIDs
    }
}

extension TestResponse {
    fileprivate var orderIDs: [String] {
        (self["data"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
    }
}
