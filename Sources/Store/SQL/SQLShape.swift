/// The identity of a statement without its values: the literals it is composed of.
///
/// A literal is identified by its address in the program, so that its text need not be compared. Two
/// statements with the same text in different places are different.
struct SQLShape: Hashable {
    private let parts: [SQL.Part]
    private let digest: UInt

    init(_ sql: SQL) {
        parts = sql.parts
        digest = sql.parts.reduce(0xCBF2_9CE4_8422_2325) { digest, part in
            (digest ^ part.place) &* 0x0000_0100_0000_01B3
        }
    }

    private init(parts: [SQL.Part], digest: UInt) {
        self.parts = parts
        self.digest = digest
    }

    /// For storage: it contains no values of callers.
    var withoutValues: SQLShape {
        SQLShape(parts: parts.map { $0.isValue ? .value(.null) : $0 }, digest: digest)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(digest)
    }

    static func == (left: SQLShape, right: SQLShape) -> Bool {
        guard left.digest == right.digest, left.parts.count == right.parts.count else { return false }
        return left.parts.indices.allSatisfy { left.parts[$0].isSame(as: right.parts[$0]) }
    }
}

extension SQL.Part {
    fileprivate var isValue: Bool {
        if case .value = self { true } else { false }
    }

    fileprivate var place: UInt {
        switch self {
        case .value: 1
        case .number(let number): UInt(bitPattern: number)
        case .text(let text): text.place
        case .branch(let postgres, let sqlite): postgres.place ^ sqlite.place << 1
        }
    }

    fileprivate func isSame(as other: SQL.Part) -> Bool {
        switch (self, other) {
        case (.value, .value): true
        case (.number(let own), .number(let its)): own == its
        case (.text(let own), .text(let its)): own.isSame(as: its)
        case (.branch(let own1, let own2), .branch(let its1, let its2)):
            own1.isSame(as: its1) && own2.isSame(as: its2)
        default: false
        }
    }
}

extension StaticString {
    fileprivate var place: UInt {
        hasPointerRepresentation ? UInt(bitPattern: utf8Start) : UInt(unicodeScalar.value)
    }

    fileprivate func isSame(as other: StaticString) -> Bool {
        hasPointerRepresentation == other.hasPointerRepresentation && place == other.place
            && (!hasPointerRepresentation || utf8CodeUnitCount == other.utf8CodeUnitCount)
    }
}
