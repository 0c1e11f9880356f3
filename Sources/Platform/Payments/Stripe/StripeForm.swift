import Kernel

/// A body as `application/x-www-form-urlencoded`, nested names in brackets: `items[0][price]=…`.
enum StripeForm {
    /// Encodes names and values, alternating.
    static func encoded(_ form: [String]) -> String {
        stride(from: 0, to: form.count - 1, by: 2)
            .map { "\(escaped(form[$0], keeping: "[]"))=\(escaped(form[$0 + 1]))" }
            .joined(separator: "&")
    }

    /// Percent-encodes all characters except the unreserved ones of RFC 3986 and `kept`.
    static func escaped(_ text: String, keeping kept: String = "") -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            case _ where kept.utf8.contains(byte):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
