/// The JSON name of a Swift property: `requestID` becomes `request_id`, `URLPath` becomes `url_path`.
public func snakeCased(_ name: String) -> String {
    guard name.utf8.contains(where: isUpper) else { return name }
    var letters: [UInt8] = []
    var name = name
    name.withUTF8 { snake($0) { letters.append($0) } }
    return String(decoding: letters, as: UTF8.self)
}

/// The likely property of a JSON name: `in_review` becomes `inReview`.
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
    /// Whether such a key accepts any text, like the keys of a dictionary; these are data and stay unchanged.
    ///
    /// Such a key has to store its text, unlike synthesised enums of a byte or two.
    static var isOpen: Bool {
        MemoryLayout<Self>.size >= MemoryLayout<String>.size && Self(stringValue: "\u{1}") != nil
    }
}
