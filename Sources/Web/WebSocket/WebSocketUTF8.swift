/// Checks UTF-8 in pieces, and finds an error at its byte (the automaton of Björn Höhrmann).
struct WebSocketUTF8: Sendable {
    private static let accepting: UInt8 = 0
    private static let rejecting: UInt8 = 12

    // swift-format-ignore
    private static let transitions: [UInt8] = [
         0, 12, 24, 36, 60, 96, 84, 12, 12, 12, 48, 72,   12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
        12,  0, 12, 12, 12, 12, 12,  0, 12,  0, 12, 12,   12, 24, 12, 12, 12, 12, 12, 24, 12, 24, 12, 12,
        12, 12, 12, 12, 12, 12, 12, 24, 12, 12, 12, 12,   12, 24, 12, 12, 12, 12, 12, 12, 12, 24, 12, 12,
        12, 12, 12, 12, 12, 12, 12, 36, 12, 36, 12, 12,   12, 36, 12, 12, 12, 12, 12, 36, 12, 36, 12, 12,
        12, 36, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
    ]

    private static let classes: [UInt8] = (0...255).map { byte in
        switch byte {
        case 0x80...0x8F: 1
        case 0x90...0x9F: 9
        case 0xA0...0xBF: 7
        case 0xC2...0xDF: 2
        case 0xE0: 10
        case 0xED: 4
        case 0xE1...0xEF: 3
        case 0xF0: 11
        case 0xF1...0xF3: 6
        case 0xF4: 5
        case 0xC0...0xFF: 8
        default: 0
        }
    }

    private var state = accepting

    /// Whether the text may end here.
    var isComplete: Bool { state == Self.accepting }

    /// Whether the text can still become valid.
    mutating func feed(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var state = state
        defer { self.state = state }
        return Self.classes.withUnsafeBufferPointer { classes in
            Self.transitions.withUnsafeBufferPointer { transitions in
                var position = 0
                while position < bytes.count {
                    if state == Self.accepting, Self.isASCII(bytes, at: position) {
                        position += 8
                        continue
                    }
                    state = transitions[Int(state) + Int(classes[Int(bytes[position])])]
                    if state == Self.rejecting { return false }
                    position += 1
                }
                return true
            }
        }
    }

    private static func isASCII(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Bool {
        position + 8 <= bytes.count
            && bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    }
}
