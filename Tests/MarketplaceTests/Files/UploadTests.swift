import Foundation
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

extension World {
    /// One grey pixel.
    static let pixel = [UInt8](
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
        ) ?? Data()
    )

    /// The identity of a picture that the person uploads.
    func upload(_ person: Person, for purpose: String = "job") async throws -> String {
        let answer = try await uploading(person, for: purpose)
        guard answer.status == 201, let id = answer["file_id"]?.stringValue else {
            throw TestFailure("no upload: \(answer)")
        }
        return id
    }

    func uploading(_ person: Person, for purpose: String) async throws -> TestResponse {
        let form = Form().field("purpose", purpose).file("file", "fence.png", "image/png", Self.pixel)
        return try await self.as(person).post("/api/v1/files", form)
    }

    fileprivate func isThere(_ file: String) async throws -> Bool {
        try await db.read { tx in
            try tx.exists("SELECT 1 FROM stored_file WHERE id = \(ID<StoredFile>(file))")
        }
    }
}

@Suite struct UploadTests {
    @Test func `an upload tells what it is for and when it goes`() async throws {
        let world = try await castMarketplace()

        let answer = try await world.uploading(.carl, for: "job")

        #expect(answer.status == 201, "\(answer)")
        #expect(answer["purpose"] == "job" && answer["file"]?["name"] == "fence.png")
        #expect(answer["file"]?["media_type"] == "image/png")
        #expect(answer["expires_at"]?.stringValue?.hasPrefix("2026-11-22") == true)
        #expect(answer.header("location") == "/api/v1/files/\(answer["file_id"]?.stringValue ?? "")")
    }

    @Test func `an unknown purpose, a missing file and another type are refused`() async throws {
        let world = try await castMarketplace()

        let purpose = try await world.uploading(.carl, for: "hat")
        let missing = try await world.as(.carl).post("/api/v1/files", Form().field("purpose", "job"))
        let text = try await world.as(.carl).post(
            "/api/v1/files",
            Form().field("purpose", "job").file("file", "a.txt", "text/plain", Array("hello".utf8))
        )

        #expect(purpose.status == 422 && purpose.faults.keys.contains("/purpose"), "\(purpose)")
        #expect(missing.status == 422 && missing.faults["/file"] == "file_missing", "\(missing)")
        #expect(text.status == 415, "\(text)")
    }

    @Test func `a file that nothing uses is gone after 24 hours, a used one stays`() async throws {
        let world = try await castMarketplace()
        let (unused, used) = (try await world.upload(.carl), try await world.upload(.carl, for: "avatar"))
        _ = try await world.as(.carl).put("/api/v1/users/profile", ["avatar_file": .string(used)])

        world.clock.advance(by: .hours(23))
        try await world.tick()
        let before = try await world.isThere(unused)
        world.clock.advance(by: .hours(2))
        try await world.tick()

        #expect(before)
        #expect(try await !world.isThere(unused))
        #expect(try await world.isThere(used))
    }

    @Test(arguments: UploadedFile.Purpose.allCases)
    func `the document lists every type that may be sent`(for purpose: UploadedFile.Purpose) {
        guard case .enumeration(let words) = MediaType.schema else {
            Issue.record("no enumeration")
            return
        }
        #expect(Set(words).isSuperset(of: purpose.rules.types.map(\.rawValue)))
    }

    @Test func `a file is used once, for its purpose, by who uploaded it`() async throws {
        let world = try await castMarketplace()
        let (carl, cora) = (try await world.account(of: .carl), try await world.account(of: .cora))
        let file = try #require(ID<StoredFile>(try await world.upload(.carl)))

        let uses: [(UploadedFile.Purpose, ID<Account>)] = [
            (.dispute, carl), (.job, cora), (.job, carl), (.job, carl),
        ]
        var refused: [Bool] = []
        for (purpose, account) in uses {
            do {
                try await world.db.write { tx in
                    try UploadedFile.use([file], for: purpose, by: account, at: "/files", tx)
                }
                refused.append(false)
            } catch let problem as Problem {
                #expect(problem.faults.first?.pointer == "/files/0")
                refused.append(true)
            }
        }

        #expect(refused == [true, true, false, true])
    }
}
