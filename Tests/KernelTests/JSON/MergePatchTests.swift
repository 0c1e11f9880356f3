import Testing

@testable import Kernel

@Suite struct MergePatchTests {
    @Test func `absence keeps, null clears, a value sets`() throws {
        let patch = try read(Patch.self, #"{"nickname": null, "age": 41}"#)

        #expect(patch.name == nil && patch.nickname == .clear && patch.age == .set(41) && patch.city == .keep)
        #expect(patch.nickname.applied(to: "Gigi") == nil)
        #expect(patch.age.applied(to: 40) == 41)
        #expect(patch.city.applied(to: "Roma") == "Roma")
    }

    @Test func `null is refused for a member that is always there`() {
        let problem = #expect(throws: Problem.self) { _ = try read(Patch.self, #"{"name": null}"#) }

        #expect(problem?.faults == [Problem.Fault("/name", Refusal(.wrongType(.text)))])
    }

    @Test func `a name in clear is null, unless the member has a value`() throws {
        let patch = try read(OldPatch.self, #"{"clear": ["nickname", "age"], "age": 3}"#)

        #expect(patch.nickname == .clear && patch.age == .set(3))
        #expect(throws: Problem.self) { _ = try read(OldPatch.self, #"{"clear": ["name"]}"#) }
        #expect(throws: Problem.self) { _ = try read(Patch.self, #"{"clear": ["age"]}"#) }
    }

    @Test func `the document tells which members null clears`() throws {
        var components: [String: JSONValue] = [:]
        _ = try Schema.recorded(for: OldPatch.self).json(into: &components)
        let properties = components.values.first?["properties"]

        #expect(properties?["name"]?["type"] == "string")
        #expect(properties?["nickname"]?["type"] == ["string", "null"])
        #expect(properties?["clear"]?["deprecated"] == true)
        #expect(properties?["clear"]?["items"]?["enum"] == ["nickname", "age"])
        #expect(components.values.first?["required"] == nil)
    }

    private struct Patch: MergePatch {
        var name: String?
        var nickname: Change<String>
        var age: Change<Int>
        var city: Change<String>
    }

    private struct OldPatch: ClearsByName {
        var name: String?
        var nickname: Change<String>
        var age: Change<Int>
    }

    private func read<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try JSON.read(type, from: Array(text.utf8))
    }
}
