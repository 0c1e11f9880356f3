import Foundation
import Kernel

@testable import Wellness

/// The cases of `scripts/wellness_vectors.py`.
enum Vectors {
    static func cases(_ name: String) throws -> [JSONValue] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let file = folder.appendingPathComponent("Vectors/\(name).json")
        return try JSON.decode([JSONValue].self, from: Array(Data(contentsOf: file)))
    }
}

extension JSONValue {
    var elements: [JSONValue] { arrayValue ?? [] }
    var members: [(name: String, value: JSONValue)] {
        (objectValue?.members ?? []).map { ($0.name, $0.value) }
    }
    /// Nil for null.
    var int: Int? { integerValue.map { Int($0) } }
    var date: CivilDate? { stringValue.flatMap { CivilDate($0) } }
    var instant: Instant? { stringValue.flatMap { Instant($0) } }
}

func day(_ text: String) -> CivilDate { CivilDate(text) ?? .placeholder }
func instant(_ text: String) -> Instant { Instant(text) ?? .placeholder }

/// SplitMix64: the same numbers for the same seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: Int) {
        state = UInt64(seed)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
