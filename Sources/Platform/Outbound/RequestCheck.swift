import Web

/// Checks the parts of a request, so that none can smuggle in a line or a second request.
extension HTTPCaller.Request {
    func check() throws(HTTPFailure) {
        guard !method.isEmpty, method.utf8.allSatisfy({ (65...90).contains($0) }) else {
            throw .unsound("the method")
        }
        guard url.utf8.count <= 8_192, url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw .unsound("the URL")
        }
        let scheme = url.before(":").inSmallLetters
        guard scheme == "http" || scheme == "https" else { throw .unsound("the scheme of the URL") }
        for (name, value) in headers {
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte) else {
                throw .unsound("the name of a header")
            }
            guard value.utf8.allSatisfy({ $0 == 9 || ($0 >= 0x20 && $0 != 0x7F) }) else {
                throw .unsound("the header \(name)")
            }
            guard !Self.framing.contains(name.inSmallLetters) else {
                throw .unsound("the header \(name) must not be set by the caller")
            }
        }
    }

    func has(header name: String) -> Bool {
        headers.contains { $0.name.isWord(name) }
    }

    /// Headers that determine the end of the request.
    private static let framing: Set = ["content-length", "transfer-encoding", "connection", "upgrade", "te"]

    /// RFC 9110 §5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
