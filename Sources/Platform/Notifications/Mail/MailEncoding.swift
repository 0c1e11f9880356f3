import Foundation
import Kernel

/// Encodes bodies in seven bits (RFC 2045).
enum MailEncoding {
    static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
    }

    /// Base64 in lines of 76 characters.
    static func base64Lines(_ bytes: [UInt8]) -> String {
        let text = Array(base64(bytes).utf8)
        return stride(from: 0, to: text.count, by: 76)
            .map { String(decoding: text[$0..<min($0 + 76, text.count)], as: UTF8.self) }
            .joined(separator: "\r\n")
    }

    /// Quoted-printable in lines of at most 76 characters; line breaks of any kind become CRLF.
    static func quotedPrintable(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
            .map { line(Array($0.utf8)) }.joined(separator: "\r\n")
    }

    private static func line(_ bytes: [UInt8]) -> String {
        var lines: [String] = []
        var current = ""
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            let isSpace = byte == 0x20 || byte == 0x09
            let isLiteral = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || isSpace && !isLast
            let piece = isLiteral ? String(UnicodeScalar(byte)) : hexadecimal(byte)
            // One column is reserved for the `=` of a soft line break.
            if current.utf8.count + piece.utf8.count > (isLast ? 76 : 75) {
                lines.append(current + "=")
                current = ""
            }
            current += piece
        }
        return (lines + [current]).joined(separator: "\r\n")
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "=0" + digits : "=" + digits
    }
}
