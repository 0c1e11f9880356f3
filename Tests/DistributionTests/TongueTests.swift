import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

/// The market's texts exist in the languages of its readers.
@Suite struct TongueTests {
    @Test func `faults of values are told in Arabic and Kurdish`() async throws {
        let world = try await market()
        for (language, letters) in [("ar", "ليس"), ("ku", "نییە")] {
            let headers = ["Accept-Language": language]
            for path in ["/api/products?company=abc", "/api/products?cursor=abc", "/api/products?page=x"] {
                let answer = try await world.anonymous.get(path, headers: headers)
                let message = answer["errors"]?[0]?["message"]?.stringValue ?? ""
                #expect(
                    answer.status == 422 && message.unicodeScalars.allSatisfy { !$0.isLatin },
                    "\(answer)"
                )
            }
            let dated = try await world.as(.noor).get("/api/export/orders/csv?from=x", headers: headers)
            #expect(dated["errors"]?[0]?["message"]?.stringValue?.contains(letters) == true, "\(dated)")
        }
    }

    @Test func `a moment is told in Arabic and Kurdish`() throws {
        let moment = try #require(Instant("2026-11-24T09:30:00Z"))
        let words = [Language("ar"), "ku"].map { WallText.text(moment, in: .baghdad, $0) }
        #expect(
            words == [
                "الثلاثاء 24 تشرين الثاني 2026، الساعة 12:30", "سێشەممە 24 تشرینی دووەم 2026، کاتژمێر 12:30",
            ]
        )
    }

    @Test func `a telephone set to Sorani is answered in Kurdish`() async throws {
        let world = try await market()
        let rice = "/api/products/\(try await world.productID("FUR-RICE-5"))"
        for header in ["ckb", "ckb-IQ,ar;q=0.5", "ku-IQ", "ku"] {
            let answer = try await world.anonymous.get(rice, headers: ["Accept-Language": header])
            #expect(answer["title"] == "برنجی عەنبەر ٥ کگم", "\(header)")
        }
    }

    @Test func `what everyone is shown is not what someone is shown who logs in after that`() async throws {
        let world = try await market()
        for path in ["/api/products", "/api/products/\(try await world.productID("FUR-RICE-5"))"] {
            let answer = try await world.anonymous.get(path)
            let varies = answer.headers.filter { $0.name.lowercased() == "vary" }.map(\.value)
            #expect(answer.header("Cache-Control")?.hasPrefix("public") == true)
            #expect(varies.contains("Authorization") && varies.contains("Accept-Language"), "\(varies)")
        }
    }

    @Test func `who reads English is told of a company by its English name`() async throws {
        let world = try await market()
        try await world.addAddress(of: .omar)
        let omar = "/api/users/\(try await world.id(of: .omar))"
        #expect(try await world.as(.omar).put(omar, ["locale": "en"]).status == 200)
        _ = try await world.order([("FUR-TEA-450", 1)], as: .omar)
        try await world.runJobs()

        let notices = try await world.as(.omar).get("/api/notifications")

        #expect(notices["data"]?[0]?["body"]?.stringValue?.hasPrefix("Al-Furat Trading has") == true)
    }

    @Test func `a move that is not allowed tells where the order stands`() async throws {
        let world = try await market()
        try await world.addAddress(of: .omar)
        let placed = try await world.order([("FUR-TEA-450", 1)], as: .omar)
        let id = try #require(placed["orders"]?[0]?["id"]?.stringValue)

        let refused = try await world.as(.hassan).patch(
            "/api/vendors/orders/\(id)/status",
            ["status": "SHIPPED"]
        )

        #expect(refused.status == 409 && refused["status"] == 409 && refused["present"] == "PENDING")
    }
}

extension Unicode.Scalar {
    /// Latin letters, but not what every language writes so: `UUID`, `YYYY`.
    fileprivate var isLatin: Bool { properties.isLowercase && value < 0x80 }
}
