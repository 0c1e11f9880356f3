import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct FileInspectionTests {
    @Test func `administrators see names, with a reason that the audit log keeps`() async throws {
        let scene = try await LearningScene.open()
        let file = try await scene.file()
        let ada = scene.world.as(.ada)
        #expect(try await ada.get("/api/v1/files").faults == ["query/reason": "required"])
        let list = try await ada.get("/api/v1/files?reason=Check%20of%20storage")
        #expect(list.status == 200 && list["data"]?[0]?["name"] == "formule.png", "\(list)")
        #expect(list["data"]?[0]?["right"] == nil && list["data"]?[0]?["shares"] == nil)
        let sara = try await scene.world.id(of: .sara)
        let none = try await ada.get("/api/v1/files?owner_id=\(sara)&reason=Check%20of%20storage")
        #expect(none["data"]?.arrayValue?.isEmpty == true)
        #expect(try await ada.get("/api/v1/files/\(file)").status == 422)
        #expect(try await ada.get("/api/v1/files/\(file)?reason=Check%20of%20storage").status == 200)
        #expect(try await scene.world.audit().count(where: { $0 == "user_file.list" }) == 3)
    }

    @Test func `contents only between the parties of an open dispute, and the owner is told`() async throws {
        let scene = try await LearningScene.open()
        let (shared, own) = (try await scene.file("prova.png"), try await scene.file("privato.png"))
        _ = try await scene.share(shared)
        let ada = scene.world.as(.ada)
        let reason = "?reason=Evidence%20of%20the%20dispute"
        #expect(try await ada.get("/api/v1/files/\(shared)/download\(reason)").status == 404, "no dispute")
        _ = try await scene.dispute()
        #expect(try await ada.get("/api/v1/files/\(shared)/download").faults == ["query/reason": "required"])
        #expect(
            try await ada.get("/api/v1/files/\(own)/download\(reason)").status == 404,
            "the other one has no right"
        )
        let link = try await ada.get("/api/v1/files/\(shared)/download\(reason)")
        #expect(link.status == 200, "\(link)")
        #expect(
            try await ada.get(LearningScene.path(of: link["url"]?.stringValue)).body == LearningScene.pixel
        )
        try await scene.world.runJobs()
        #expect(scene.world.mails(to: .tina).contains { $0.text.contains("Evidence of the dispute") })
        #expect(try await scene.world.audit().contains("user_file.inspect"))
        #expect(try await ada.patch("/api/v1/files/\(shared)", ["name": "x"]).status == 403)
    }
}
