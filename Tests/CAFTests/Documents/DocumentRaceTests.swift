import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct DocumentRaceTests {
    @Test func `twenty approvals at once are one`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        let document = try await world.document("lease_contract", of: request)
        let marco = world.as(.marco)

        let answers = try await world.atOnce(20) { _ in
            try await marco.patch(document.path + "/approve", headers: document.match)
        }

        #expect(answers.statuses == [200: 1, 412: 19])
        let history = try await marco.get(document.path + "/history")["data"]?.arrayValue ?? []
        #expect(history.compactMap { $0["event"]?.stringValue } == ["create", "approve"])
        #expect(try await world.audit().filter { $0 == "document.approve" }.count == 1)
    }

    @Test(arguments: 0..<5)
    func `an approval never lands on a version that nobody saw`(round: Int) async throws {
        let world = try await office()
        let request = try await world.inReview()
        let document = try await world.document("lease_contract", of: request)
        let (marco, giulia) = (world.as(.marco), world.as(.giulia))

        let answers = try await world.atOnce(10) { index in
            index == round * 2
                ? try await giulia.post(document.path + "/versions", UploadForm().pdf("nuova"))
                : try await marco.patch(document.path + "/approve", headers: document.match)
        }

        #expect(answers[round * 2].status == 201, "\(answers[round * 2])")
        let now = try await marco.get(document.path)
        #expect(now["number"] == 2 && now["status"] == "pending")
        #expect((answers.statuses[200] ?? 0) <= 1)
        #expect(answers.allSatisfy { [200, 201, 412].contains($0.status) })
    }

    @Test func `versions uploaded at once are numbered without gaps`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        let document = try await Sheet(world.upload("cu", to: draft).json)

        let answers = try await world.atOnce(10) { index in
            try await world.replace(document, text: "v\(index)")
        }

        #expect(answers.statuses == [201: 10])
        let numbers = Set(answers.compactMap { $0["number"]?.integerValue })
        #expect(numbers == Set(2...11))
        #expect(world.cabinet.files.count == 11)
    }

    @Test func `of the last papers that come at once one sends the request on`() async throws {
        let world = try await office()
        let wanted = ["cu", "visura", "other", "f24_receipts"]
        let asked = try await world.askFor(wanted.map { ($0, "manca") }, on: world.inReview())

        let answers = try await world.atOnce(4) { index in try await world.upload(wanted[index], to: asked) }

        #expect(answers.statuses == [201: 4])
        #expect(try await world.now(asked)["status"] == "in_review")
        let history = try await world.as(.giulia).get(asked.path + "/history")["data"]?.arrayValue ?? []
        #expect(history.filter { $0["event"] == "deliver_papers" }.count == 1)
    }
}
