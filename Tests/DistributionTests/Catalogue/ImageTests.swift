import Foundation
import Kernel
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("images of products")
struct ImageTests {
    /// One grey pixel.
    private static let png = Data(
        base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
    )
    private static let webp = Data(base64Encoded: "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")

    @Test func `vendors upload images, products name them, and everyone can see them, cached forever`()
        async throws
    {
        let world = try await market()
        let png = [UInt8](try #require(Self.png))
        let uploaded = try await world.as(.hassan).post(
            "/api/upload",
            Form().file("file", "tea.png", "image/png", png)
        )
        #expect(uploaded.status == 201, "\(uploaded)")
        let id = try #require(uploaded["id"])
        let tea = try await world.product("FUR-TEA-450")
        let changed = try await world.as(.hassan).put("/api/products/\(tea)", ["images": [id]])
        #expect(changed["images"]?.arrayValue?.first?["id"] == id)
        let url = try #require(changed["images"]?.arrayValue?.first?["url"]?.stringValue)
        let image = try await world.anonymous.get(url)
        #expect(image.body == png && image.header("Content-Type") == "image/png")
        #expect(image.header("Cache-Control") == "public, max-age=31536000, immutable")
        let tag = try #require(image.header("ETag"))
        let again = try await world.anonymous.get(url, headers: ["If-None-Match": tag])
        #expect(again.status == 304 && again.body.isEmpty)
        let listed = try await world.anonymous.get("/api/products?q=tea")
        #expect(listed["data"]?.arrayValue?.first?["images"]?.arrayValue?.count == 1)
        let webp = [UInt8](try #require(Self.webp))
        #expect(
            try await world.as(.ali).post("/api/upload", Form().file("file", "a.webp", "image/webp", webp))
                .status == 201
        )
        #expect(try await world.as(.hassan).put("/api/products/\(tea)", ["images": []])["images"] == [])
    }

    @Test func `an image that no product names is gone after a week, row and bytes; one that is named stays`()
        async throws
    {
        let world = try await market()
        let png = [UInt8](try #require(Self.png))
        func upload() async throws -> JSONValue {
            let form = Form().file("file", "tea.png", "image/png", png)
            return try #require(try await world.as(.hassan).post("/api/upload", form)["id"])
        }
        func sweep() async throws -> Int { try await world.db.write { tx in try SweepImages.sweep(tx) } }
        let (named, replaced, forgotten) = (try await upload(), try await upload(), try await upload())
        let tea = try await world.product("FUR-TEA-450")
        #expect(try await world.as(.hassan).put("/api/products/\(tea)", ["images": [replaced]]).status == 200)
        #expect(try await world.as(.hassan).put("/api/products/\(tea)", ["images": [named]]).status == 200)

        world.clock.advance(by: .hours(24 * 7 - 1))
        #expect(try await sweep() == 0, "the uploader may still be writing the product")
        world.clock.advance(by: .hours(2))
        let late = try await upload()
        #expect(try await sweep() == 2)
        #expect(try await sweep() == 0)
        try await world.runJobs()

        for (image, status) in [(named, 200), (late, 200), (replaced, 404), (forgotten, 404)] {
            let path = "/api/images/\(image.stringValue ?? "")"
            #expect(try await world.anonymous.get(path).status == status)
        }
        #expect(try await world.countRows("SELECT COUNT(*) FROM stored_file") == 2)
        let again = try await world.as(.hassan).put("/api/products/\(tea)", ["images": [forgotten]])
        #expect(again.status == 422, "a deleted image cannot be named")
    }

    @Test func `files that are not images, or of another type than declared, are refused`() async throws {
        let world = try await market()
        let png = [UInt8](try #require(Self.png))
        let webp = [UInt8](try #require(Self.webp))
        func send(_ name: String, _ type: String, _ bytes: [UInt8]) async throws -> Int {
            try await world.as(.hassan).post("/api/upload", Form().file("file", name, type, bytes)).status
        }
        #expect(try await send("a.png", "image/png", Array("<svg onload=alert(1)>".utf8)) == 415)
        #expect(try await send("a.jpg", "image/jpeg", png) == 422)
        #expect(try await send("a.pdf", "application/pdf", Array("%PDF-1.4".utf8)) == 415)
        #expect(try await send("a.png", "image/png", Array(png.dropLast(20))) == 422)
        #expect(try await send("a.png", "image/png", png + Array("<html>".utf8)) == 422)
        #expect(try await send("a.webp", "image/webp", Array(webp.dropLast(5))) == 422)
        #expect(try await send("a.webp", "image/webp", webp + Array("PK".utf8)) == 422)
        #expect(try await send("a.png", "image/png", []) == 422)
        #expect(try await send("a.png", "image/png", png + [UInt8](repeating: 0, count: 6 << 20)) == 413)
        #expect(try await world.as(.hassan).post("/api/upload", Form().field("file", "x")).status == 422)
        let image = Form().file("file", "a.png", "image/png", png)
        for (form, faults) in [
            (image.file("file", "b.png", "image/png", Array("x".utf8)), ["/file": "repeated"]),
            (image.field("colour", "red"), ["/colour": "unknown_member"]),
            (Form().field("colour", "red"), ["/file": "file_missing", "/colour": "unknown_member"]),
        ] {
            #expect(try await world.as(.hassan).post("/api/upload", form).faults == faults)
        }
        #expect(try await world.as(.hassan).post("/api/upload", ["file": "x"]).status == 415)
        #expect(
            try await world.as(.omar).post("/api/upload", Form().file("file", "a.png", nil, png)).status
                == 403
        )
        #expect(
            try await world.anonymous.get("/api/images/\(try await world.product("FUR-TEA-450"))").status
                == 404
        )
        let kept = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM stored_file", as: Int.self)
        }
        #expect(kept == 0, "nothing is left of what was refused")
    }
}
