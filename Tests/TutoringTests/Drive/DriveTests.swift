import Foundation
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct DriveTests {
    private func open() async throws -> (LearningScene, LinkScene) {
        let (google, messengers) = (try GoogleDouble(), try MessengersDouble())
        let files = try await LearningScene.open { $0.google = google.services() }
        let links = LinkScene(
            lessons: LessonScene(world: files.world),
            google: google,
            messengers: messengers
        )
        return (files, links)
    }

    @Test func `a file is copied to Drive once, whoever asks how often`() async throws {
        let (files, links) = try await open()
        try await links.link(with: "drive")
        let file = try await files.file()
        let answers = try await files.world.atOnce(5) { _ in
            try await files.world.as(.tina).post("/api/v1/files/\(file)/drive")
        }
        #expect(answers.allSatisfy { $0.status == 200 }, "\(answers)")
        let first = try await files.world.as(.tina).post("/api/v1/files/\(file)/drive")
        #expect(first["drive_url"]?.stringValue?.hasPrefix("https://drive.google.com/") == true)
        let copies = try await links.google.ask("files")
        #expect(copies.count == 1 && copies[0]["name"] == "formule.png")
    }

    @Test func `a copy is readable for those who reach the file here, until their share ends`() async throws {
        let (files, links) = try await open()
        try await links.link(with: "drive")
        let file = try await files.file()
        let sara = try await files.world.account(of: .sara)
        let body: JSONValue = ["share_with": .string(sara.description)]
        let early = try await files.world.as(.tina).post("/api/v1/files/\(file)/drive", body)
        #expect(early.status == 422 && early.faults["/share_with"] == "not_shared")

        let share = try await files.share(file)
        #expect(share.status == 201)
        #expect(try await files.world.as(.tina).post("/api/v1/files/\(file)/drive", body).status == 200)
        #expect(try await links.google.ask("permissions") == [.string(Person.sara.email)])
        try await links.later()
        #expect(try await links.google.ask("permissions").count == 1)

        let id = try #require(share.id)
        #expect(try await files.world.as(.tina).delete("/api/v1/files/\(file)/shares/\(id)").status == 204)
        try await links.later()
        #expect(try await links.google.ask("permissions").isEmpty)
    }

    @Test func `a right at Drive whose answer was lost ends with the share like the others`() async throws {
        let (files, links) = try await open()
        try await links.link(with: "drive")
        let file = try await files.file()
        let sara = try await files.world.account(of: .sara)
        let share = try #require(try await files.share(file).id)
        let body: JSONValue = ["share_with": .string(sara.description)]
        #expect(try await files.world.as(.tina).post("/api/v1/files/\(file)/drive").status == 200)
        try await links.google.act("fault", ["kind": "lost-permission"])

        let lost = try await files.world.as(.tina).post("/api/v1/files/\(file)/drive", body)
        #expect(lost.status == 503, "\(lost)")
        #expect(try await links.google.ask("permissions") == [.string(Person.sara.email)])
        #expect(try await files.world.as(.tina).delete("/api/v1/files/\(file)/shares/\(share)").status == 204)
        try await links.later()

        #expect(try await links.google.ask("permissions").isEmpty)
        let left = try await files.world.db.read { tx in try tx.exists("SELECT 1 FROM drive_permission") }
        #expect(!left)
    }

    @Test func `a reader of a file cannot copy it, and strangers do not find it, with a grant or without`()
        async throws
    {
        let (files, links) = try await open()
        let file = try await files.file()
        try await links.link(.theo, with: "drive")
        #expect(try await files.share(file).status == 201)
        #expect(try await files.world.as(.theo).post("/api/v1/files/\(file)/drive").status == 404)
        #expect(try await files.world.as(.siri).post("/api/v1/files/\(file)/drive").status == 404)
        #expect(try await files.world.as(.sara).post("/api/v1/files/\(file)/drive").status == 403)
    }

    @Test func `an address stays hidden from the owner of a copy until the first payment`() async throws {
        let (files, links) = try await open()
        try await links.link(with: "drive")
        let file = try await files.file()
        let sami = try await files.world.account(of: .sami)
        try await files.lesson(.requested, of: .sami)
        let shared = try await files.share(file, with: .sami)
        #expect(shared.status == 201, "\(shared)")
        let body: JSONValue = ["share_with": .string(sami.description)]

        let early = try await files.world.as(.tina).post("/api/v1/files/\(file)/drive", body)
        #expect(early.status == 422 && early.faults["/share_with"] == "not_paid", "\(early)")
        #expect(try await links.google.ask("permissions").isEmpty)
        try await files.buy(.sami, from: .tina)
        #expect(try await files.world.as(.tina).post("/api/v1/files/\(file)/drive", body).status == 200)
    }

    @Test func `a file from Drive is checked as an upload is`() async throws {
        let (files, links) = try await open()
        try await links.link(with: "drive")
        try await links.google.act(
            "file",
            [
                "id": "drive-picture-1", "name": "formule.png", "type": "image/png",
                "content": .string(Base64.standard.encode(LearningScene.pixel)),
            ]
        )
        func fetch(_ id: String) async throws -> TestResponse {
            try await files.world.as(.tina).post("/api/v1/files/drive-import", ["drive_file_id": .string(id)])
        }
        let answer = try await fetch("drive-picture-1")
        #expect(
            answer.status == 202 && answer["name"] == "formule.png" && answer["right"] == "own",
            "\(answer)"
        )

        // A document of Google's own has no bytes, and a lie about the type is found.
        try await links.google.act(
            "file",
            ["id": "drive-doc-0001", "name": "Doc", "type": "application/vnd.google-apps.document"]
        )
        #expect(try await fetch("drive-doc-0001").problem?.name == "drive.refused")
        try await links.google.act(
            "file",
            [
                "id": "drive-liar-001", "name": "formule.pdf", "type": "application/pdf",
                "content": .string(Base64.standard.encode(LearningScene.pixel)),
            ]
        )
        #expect((400..<500).contains(try await fetch("drive-liar-001").status))
        #expect(try await fetch("drive-none-0001").status == 422)
    }

    @Test func `without a grant for Drive it is 409, and strangers do not find the file`() async throws {
        let (files, links) = try await open()
        let file = try await files.file()
        let none = try await files.world.as(.tina).post("/api/v1/files/\(file)/drive")
        #expect(none.status == 409 && none.problem?.name == "drive.not_linked")
        try await links.link(with: "calendar")
        let fetched = try await files.world.as(.tina).post(
            "/api/v1/files/drive-import",
            ["drive_file_id": "drive-picture-1"]
        )
        #expect(fetched.status == 409 && fetched.problem?.name == "drive.not_linked")
        #expect(try await files.world.as(.theo).post("/api/v1/files/\(file)/drive").status == 404)
    }
}
