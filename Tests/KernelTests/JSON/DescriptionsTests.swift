import Testing

@testable import Kernel

@Suite struct DescriptionsTests {
    private struct Holder: Codable {
        let startsAt: String
        let startsAtInstant: Instant?
        let list: [ID<Holder>]
    }

    @Test func `a type is found under its name in the code, whatever it is generic over`() {
        #expect(sourceName(of: Page<Instant>.self) == "Kernel.Page")
        #expect(sourceName(of: DescriptionsTests.self) == "KernelTests.DescriptionsTests")
        #expect(ObjectIdentifier(unwrapped([Change<Int>?].self)) == ObjectIdentifier(Int.self))
    }

    @Test(arguments: [
        ("The time of the start.", false), ("Starts at.", false), ("Holder's start.", false),
        ("In the zone of the office.", true),
    ])
    func `words that only repeat the name say nothing`(text: String, says: Bool) {
        #expect(text.says(moreThan: "KernelTests.HolderTime.startsAt") == says)
    }

    @Test func `a member without words of its own has those of its type`() throws {
        var document = SchemaDocument(
            Descriptions(
                parsing:
                    "Kernel.Instant\tA moment.\nKernelTests.DescriptionsTests.Holder\tA holder.\n\tstartsAt\tIn UTC."
            )
        )

        _ = try document.json(Schema.recorded(for: Holder.self))

        let members = try #require(document.components.values.first?["properties"]?.objectValue)
        #expect(members["starts_at"]?["description"] == "In UTC.")
        #expect(members["starts_at_instant"]?["description"] == "A moment.")
        #expect(members["list"]?["description"] == "Identifier of the descriptions tests holder (UUID).")
        #expect(document.undescribed == [])
    }
}
