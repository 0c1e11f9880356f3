/// The texts for people in a Swift file: dictionary literals whose keys are tags of languages, as `["en": "Yes", "it": "Sì"]`.
///
/// They are read from the sources, because many reach people without standing in any table: details of refusals, words on
/// pages and papers, subjects of calendar entries.
struct TextLiterals {
    struct Literal: Hashable {
        let line: Int
        let languages: Set<String>
    }

    private(set) var found: [Literal] = []
    private let characters: [UInt8]
    private var position = 0
    private var line = 1
    /// The brackets that are open: where, and the keys of two letters in each.
    private var open: [(line: Int, keys: Set<String>)] = []

    init(in source: String) {
        characters = Array(source.utf8)
        while let next = peek() {
            switch next {
            case "/" where peek(1) == "/": skip { $0 != "\n" }
            case "\"": string()
            case "[": enter()
            case "]": leave()
            default: advance()
            }
        }
    }

    private mutating func enter() {
        open.append((line, []))
        advance()
    }

    private mutating func leave() {
        if let closed = open.popLast(), closed.keys.contains("en") {
            found.append(Literal(line: closed.line, languages: closed.keys))
        }
        advance()
    }

    /// A string, with its interpolations; a key when a colon follows.
    private mutating func string() {
        let quotes = peek(1) == "\"" && peek(2) == "\"" ? 3 : 1
        advance(by: quotes)
        let start = position
        while let next = peek(), !isEnd(quotes) {
            if next == "\\", peek(1) == "(" {
                interpolation()
            } else {
                advance(by: next == "\\" ? 2 : 1)
            }
        }
        let text = String(decoding: characters[start..<min(position, characters.count)], as: UTF8.self)
        advance(by: quotes)
        var ahead = 0
        while let next = peek(ahead), next == " " || next == "\n" { ahead += 1 }
        guard peek(ahead) == ":", text.count == 2, !open.isEmpty else { return }
        open[open.count - 1].keys.insert(text)
    }

    private mutating func interpolation() {
        advance(by: 2)
        var depth = 1
        while depth > 0, let next = peek() {
            if next == "\"" {
                string()
                continue
            }
            depth += next == "(" ? 1 : next == ")" ? -1 : 0
            advance()
        }
    }

    private func isEnd(_ quotes: Int) -> Bool { (0..<quotes).allSatisfy { peek($0) == "\"" } }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < characters.count ? Unicode.Scalar(characters[position + ahead]) : nil
    }

    private mutating func skip(while matches: (Unicode.Scalar) -> Bool) {
        while let next = peek(), matches(next) { advance() }
    }

    private mutating func advance(by count: Int = 1) {
        for _ in 0..<count where position < characters.count {
            if characters[position] == UInt8(ascii: "\n") { line += 1 }
            position += 1
        }
    }
}
