import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct RequestMessageTests {
    @Test func `messages and notes are numbered apart, as they were written`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        for text in ["primo", "secondo", "terzo"] {
            let answer = try await world.as(.marco).post(request.path + "/messages", ["text": .string(text)])
            #expect(answer.status == 201, "\(answer)")
        }
        let note = try await world.as(.marco).post(request.adminPath + "/notes", ["text": "chiamare"])
        #expect(note["seq"] == 1)

        let first = try await world.as(.giulia).get(request.path + "/messages?limit=2")
        #expect(first["data"]?.arrayValue?.compactMap { $0["seq"]?.integerValue } == [1, 2])
        let cursor = try #require(first["page"]?["next_cursor"]?.stringValue)
        let rest = try await world.as(.giulia).get(request.path + "/messages?limit=2&cursor=\(cursor)")
        #expect(rest["data"]?.arrayValue?.compactMap { $0["text"]?.stringValue } == ["terzo"])
    }

    @Test func `messages that are written at once are numbered without gaps`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        let authors = [world.as(.marco), world.as(.sara)]
        for author in authors { _ = try await author.get(request.path) }

        let answers = try await world.atOnce(20) { index in
            let message: JSONValue = ["text": .string("\(index)")]
            var answer = try await authors[index % 2].post(request.path + "/messages", message)
            for _ in 0..<20 where answer.status == 503 {
                answer = try await authors[index % 2].post(request.path + "/messages", message)
            }
            return answer
        }

        #expect(answers.statuses == [201: 20], "\(answers.statuses)")
        #expect(Set(answers.compactMap { $0["seq"]?.integerValue }) == Set<Int64>(1...20))
        let all = try await world.as(.giulia).get(request.path + "/messages?limit=50")["data"]?.arrayValue
        #expect(all?.compactMap { $0["seq"]?.integerValue } == Array<Int64>(1...20))
    }
}
