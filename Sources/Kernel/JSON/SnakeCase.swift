/// The name of a Swift property as it stands on the wire: `requestID` is `request_id`, `URLPath` is `url_path`.
public func snakeCased(_ name: String) -> String {
    guard name.utf8.contains(where: isUpper) else { return name }
    var letters: [UInt8] = []
    var name = name
    name.withUTF8 { snake($0) { letters.append($0) } }
    return String(decoding: letters, as: UTF8.self)
}

/// The property a wire name may have come from: `in_review` is `inReview`.
func camelCased(_ name: String) -> String {
    var letters: [UInt8] = []
    var isRaised = false
    for byte in name.utf8 {
        if byte == UInt8(ascii: "_"), !letters.isEmpty {
            isRaised = true
            continue
        }
        letters.append(isRaised && (97...122).contains(byte) ? byte - 32 : byte)
        isRaised = false
    }
    return String(decoding: letters, as: UTF8.self)
}

@inline(__always)
func isUpper(_ byte: UInt8) -> Bool {
    byte &- 65 < 26
}

/// An underscore goes before a capital that follows a small letter or digit, and before the last capital of a run.
@inline(__always)
func snake(_ letters: UnsafeBufferPointer<UInt8>, _ emit: (UInt8) -> Void) {
    for index in letters.indices {
        let letter = letters[index]
        guard isUpper(letter) else {
            emit(letter)
            continue
        }
        if index > 0, letters[index - 1] != UInt8(ascii: "_") {
            let endsRun = index + 1 < letters.count && letters[index + 1] &- 97 < 26
            if !isUpper(letters[index - 1]) || endsRun { emit(UInt8(ascii: "_")) }
        }
        emit(letter | 0x20)
    }
}

extension CodingKey {
    /// Whether any text can be such a key, as for the keys of a dictionary; those are data and stay as they are.
    ///
    /// Such a key has to carry its text, which the synthesised enums, a byte or two, cannot.
    static var isOpen: Bool {
        MemoryLayout<Self>.size >= MemoryLayout<String>.size && Self(stringValue: "\u{1}") != nil
    }
}
