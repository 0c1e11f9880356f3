import Kernel
import Store
import TestKit
import Testing

@testable import Distribution
@testable import Platform

@Suite("products by name")
struct SortNamesTests {
    private func add(_ goods: [(sku: String, name: JSONValue)], to world: World) async throws {
        for good in goods {
            let body = try await world.newProduct(good.sku, name: good.name)
            let answer = try await world.as(.noor).post("/api/products", body)
            guard answer.status == 201 else { throw TestFailure("not added: \(answer)") }
        }
    }

    private func skus(
        _ language: String,
        _ query: String = "sort=name_asc&q=sorted",
        in world: World
    ) async throws -> [String] {
        let answer = try await world.anonymous.get(
            "/api/products?limit=100&\(query)",
            headers: ["Accept-Language": language]
        )
        #expect(answer.status == 200, "\(answer)")
        return answer.skus
    }

    @Test func `names in Arabic, Kurdish and English, each in its own order`() async throws {
        let world = try await market()
        try await add(
            [
                ("SORTED-1", ["ar": "تمر", "ku": "پەنیر", "en": "Walnut"]),
                ("SORTED-2", ["ar": "باقلاء", "ku": "ڕۆن", "en": "apple"]),
                ("SORTED-3", ["ar": "زعتر", "ku": "بادەم", "en": "Mint"]),
                ("SORTED-4", ["ar": "رمان", "ku": "ئاو", "en": "banana"]),
            ],
            to: world
        )
        for (language, numbers) in [("ar", [2, 1, 4, 3]), ("ku", [4, 3, 1, 2]), ("en", [2, 4, 3, 1])] {
            let expected = numbers.map { "SORTED-\($0)" }
            #expect(try await skus(language, in: world) == expected, "\(language)")
            let descending = try await skus(language, "sort=name_desc&q=sorted", in: world)
            #expect(descending == expected.reversed(), "\(language)")
            let own = try await world.as(.hassan).get(
                "/api/vendors/products?sort=name_asc&q=sorted",
                headers: ["Accept-Language": language]
            )
            #expect(own.skus == expected, "\(language)")
        }

        let walnut = try await world.product("SORTED-1")
        let renamed: JSONValue = ["name": ["ar": "تمر", "ku": "ئاڵوو", "en": "Almond"]]
        #expect(try await world.as(.noor).put("/api/products/\(walnut)", renamed).status == 200)
        #expect(try await skus("en", in: world).first == "SORTED-1", "by its new name")
        #expect(try await skus("ku", in: world).prefix(2) == ["SORTED-1", "SORTED-4"])
    }

    @Test func `a product without a translation stands under its Arabic name`() async throws {
        let world = try await market()
        try await add(
            [
                ("SORTED-1", ["ar": "تمر", "ku": "زەیت", "en": "Zest"]),
                ("SORTED-2", ["ar": "جبن"]),
                ("SORTED-3", ["ar": "عسل", "ku": "ئاو", "en": "Ale"]),
            ],
            to: world
        )
        for (language, numbers) in [("ar", [1, 2, 3]), ("ku", [3, 2, 1]), ("en", [3, 1, 2])] {
            #expect(try await skus(language, in: world) == numbers.map { "SORTED-\($0)" }, "\(language)")
        }
    }

    @Test func `the Kurdish alphabet has an order of its own`() {
        func key(_ text: String) -> [UInt8] {
            Array(SearchText.sortKey(KurdishAlphabet.ranked(text)).utf8)
        }
        func areSorted(_ words: [String]) -> Bool {
            zip(words, words.dropFirst()).allSatisfy { key($0).lexicographicallyPrecedes(key($1)) }
        }
        let alphabet = "ئ ا ب پ ت ج چ ح خ د ر ڕ ز ژ س ش ع غ ف ڤ ق ک گ ل ڵ م ن ه ە و ۆ ی ێ"
        #expect(areSorted(alphabet.split(separator: " ").map(String.init)))
        #expect(areSorted(["5 کگم", "rice", "ئێوارە", "باران", "بێ", "پاک", "پێ", "تا"]))
        #expect(areSorted(["گا", "گورگ", "گۆشت", "گێزەر", "لا"]))
        #expect(key("شەربەت") == key("شه\u{200C}ربه\u{200C}ت"), "as typed without the key of ە")
        #expect(key("کێک") == key("كێك"), "on an Arabic keyboard")
    }

    @Test func `what older versions stored is stored anew`() async throws {
        let world = try await market()
        var before: [String: [String]] = [:]
        for language in ["ar", "ku", "en"] {
            before[language] = try await skus(language, "sort=name_asc", in: world)
        }
        #expect(before["ar"] != before["ku"] && before["ar"] != before["en"])
        try await world.db.write { tx in
            try tx.execute(
                "UPDATE product SET sort_name_ku = sort_name, sort_name_en = sort_name, search_old = 1"
            )
        }
        #expect(try await skus("ku", "sort=name_asc", in: world) == before["ar"])
        #expect(try await skus("en", "sort=name_asc", in: world) == before["ar"])

        try await world.db.write { tx in try tx.enqueue(RefillSearch()) }
        try await world.runJobs()

        for language in ["ar", "ku", "en"] {
            #expect(try await skus(language, "sort=name_asc", in: world) == before[language], "\(language)")
        }
        let left = try await world.db.read { tx in try tx.exists("SELECT 1 FROM product WHERE search_old = 1")
        }
        #expect(!left)
    }

    @Test func `two languages that ask for one list in turn get each its own, and changes at once`()
        async throws
    {
        let world = try await market()
        let list = "sort=name_asc"
        let english = try await skus("en", list, in: world)
        let kurdish = try await skus("ku", list, in: world)
        #expect(english != kurdish)
        for _ in 0..<2 {
            #expect(try await skus("en", list, in: world) == english)
            #expect(try await skus("ku", list, in: world) == kurdish)
        }
        let newest = try await skus("en", "sort=newest", in: world)
        #expect(try await skus("ku", "sort=newest", in: world) == newest)

        let last = try #require(english.last)
        try await world.db.write { tx in
            try tx.execute("UPDATE product SET sort_name_en = '0' WHERE sku = \(last)")
        }
        #expect(try await skus("en", list, in: world).first == last, "from any writer")
        #expect(try await skus("ku", list, in: world) == kurdish)
    }

    @Test func `pages in each language hold each product once, and a cursor is of its language`()
        async throws
    {
        let world = try await market()
        let path = "/api/products?limit=3&sort=name_asc"
        for (language, other) in [("ar", "ku"), ("ku", "en"), ("en", "ar")] {
            let headers = ["Accept-Language": language]
            var page = try await world.anonymous.get(path, headers: headers)
            var skus = page.skus
            let first = try #require(page["page"]?["next_cursor"]?.stringValue)
            while let cursor = page["page"]?["next_cursor"]?.stringValue, skus.count < 20 {
                page = try await world.anonymous.get("\(path)&cursor=\(cursor)", headers: headers)
                skus += page.skus
            }
            #expect(skus.count == 10 && Set(skus).count == 10, "\(language)")
            let foreign = try await world.anonymous.get(
                "\(path)&cursor=\(first)",
                headers: ["Accept-Language": other]
            )
            #expect(foreign.status == 422 && foreign.faults.keys.sorted() == ["query/cursor"], "\(language)")
        }
    }
}
