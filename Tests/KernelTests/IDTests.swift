import Kernel
import Testing

private struct Thing {}
private struct Other {}

struct IDTests {
    private let now = Instant(seconds: 1_795_000_000)

    @Test func `later identities sort later, in memory and as text`() {
        let made = (0..<200).map { ID<Thing>.new(at: now + .milliseconds($0)) }
        #expect(made == made.sorted() && made.map(\.description) == made.map(\.description).sorted())
    }

    @Test func `an identity is a UUID of version 7 with the time in it`() {
        for _ in 0..<200 {
            let id = ID<Thing>.new(at: now)
            let text = Array(id.description)
            #expect(text.count == 36 && text[14] == "7" && "89ab".contains(text[19]))
            #expect(id.raw >> 80 == UInt128(now.micros / 1_000))
        }
        #expect(Set((0..<10_000).map { _ in ID<Thing>.new(at: now) }).count == 10_000)
    }

    @Test func `an identity comes back from its text, in either case, and from JSON`() throws {
        for _ in 0..<200 {
            let id = ID<Thing>.new(at: now)
            #expect(ID(id.description) == id && ID(id.description.uppercased()) == id)
            #expect(try JSON.decode(ID<Thing>.self, from: JSON.encode(id)) == id)
            #expect(id.cast(to: Other.self).cast() == id)
        }
        #expect(ID<Thing>(raw: 0).description == "00000000-0000-0000-0000-000000000000")
        #expect(ID<Thing>("ffffffff-ffff-ffff-ffff-ffffffffffff")?.raw == .max)
    }

    @Test(arguments: [
        "", "x", "0193 4a5b", "01934a5b7c0070008000000000000001", "{01934a5b-7c00-7000-8000-000000000001}",
        "01934a5b-7c00-7000-8000-00000000000",
        "01934a5b-7c00-7000-8000-0000000000011", "01934a5b-7c00-7000-8000-00000000000g",
        "01934a5b_7c00-7000-8000-000000000001",
        "０1934a5b-7c00-7000-8000-00000000000", "01934a5b-7c00-7000-8000-000000000001\u{0}",
    ])
    func `no identity`(text: String) {
        #expect(ID<Thing>(text) == nil)
        #expect(ID<Thing>.schema.faults(in: .string(text)).count == 1)
    }
}
