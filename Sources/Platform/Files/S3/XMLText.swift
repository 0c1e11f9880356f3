import Web

/// Reads single elements of the server's XML answers.
enum XMLText {
    static func first(_ element: String, in bytes: [UInt8]) -> String? {
        guard let start = bytes.firstRange(of: Array("<\(element)>".utf8)),
            let end = bytes[start.upperBound...].firstRange(of: Array("</\(element)>".utf8))
        else { return nil }
        return unescaped(String(decoding: bytes[start.upperBound..<end.lowerBound], as: UTF8.self))
    }

    static func escaped(_ text: String) -> String {
        text.pieces(at: "&", keepingEmpty: true).joined(separator: "&amp;")
            .pieces(at: "<", keepingEmpty: true).joined(separator: "&lt;")
    }

    private static func unescaped(_ text: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&amp;", "&")].reduce(text) {
            $0.split(separator: $1.0, omittingEmptySubsequences: false).joined(separator: $1.1)
        }
    }
}
